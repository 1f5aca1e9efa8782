using System.Security.Cryptography;
using Gateway.Audit.Files;
using Gateway.Audit.Keys;
using Gateway.Audit.Sealing;

namespace Gateway.Audit.Subjects;

/// <summary>
/// The key that subjects are hashed with now, and those of earlier periods, sealed. The gateway holds the one in use and no other: once the next has
/// taken its place, only the regulator can open the last.
/// </summary>
internal sealed class SubjectKeys
{
    private readonly ILogFiles _files;
    private readonly string _folder;
    private readonly AccessLogOptions _options;
    private readonly RegulatorKey? _regulator;
    private volatile SubjectKey _current;

    /// <summary>Reads the key in use; makes it where there is no log yet.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="options">Where, and for whom keys are sealed.</param>
    /// <param name="begun">The log has entries: a key that is missing is lost.</param>
    public SubjectKeys(ILogFiles files, AccessLogOptions options, bool begun)
    {
        (_files, _folder, _options) = (files, options.Folder, options);
        _regulator = RegulatorKey.TryParse(options.RegulatorKey, out var key) ? key : null;
        _current = new SubjectKey(KeyFile.Open(files, _folder, LogLayout.SubjectKey, begun));
    }

    /// <summary>The key in use. An append takes it once: its id and its hashes are of one key, whatever happens meanwhile.</summary>
    public SubjectKey Current => _current;

    /// <summary>Seals the key in use where it is not, and begins the next when its period is over, or the regulator has a new key. For one caller at a time.</summary>
    /// <param name="log">Where the entries go that tell of it.</param>
    /// <param name="now">The time.</param>
    /// <returns>When to call again; null where no regulator is named, and one key is used for good.</returns>
    public async Task<DateTimeOffset?> AdvanceAsync(IAccessLog log, DateTimeOffset now)
    {
        if (_regulator is null) return null;
        // A crash came before these were published. Nothing was hashed with them, or the key in use is among them.
        foreach (var (key, file) in SealedKeys.ListUntold(_files, _folder)) await TellAsync(log, key, file, now);
        var held = SealedKeys.Find(_files, _folder, _current.Id);
        if (held?.Recipient == _regulator.Id && now < held.Until) return held.Until;

        // A key that was in use before there was a regulator is sealed as it is: its entries are to be found, too.
        var material = held is null ? KeyFile.Open(_files, _folder, LogLayout.SubjectKey, begun: true) : RandomNumberGenerator.GetBytes(KeyFile.Size);
        var next = SealedKey.Seal(_regulator, material, log.Origin, now, _options.SubjectPeriod.End(now));
        var bytes = next.ToBytes();
        // Durable before the log tells of it: whatever the log tells of, the regulator gets.
        SealedKeys.Prepare(_files, _folder, next.Key, bytes);
        await TellAsync(log, next, bytes, now);
        if (held is not null)
        {
            // After this the old key is gone from here. A crash before the new one is in use loses nothing: it is durable, sealed and in the log.
            KeyFile.Put(_files, _folder, LogLayout.SubjectKey, material);
            _current = new SubjectKey(material);
        }

        return next.Until;
    }

    /// <summary>Publishes a key once an entry tells of it. A crash in between has it told again: two entries that say the same.</summary>
    private async Task TellAsync(IAccessLog log, SealedKey key, byte[] bytes, DateTimeOffset now)
    {
        await log.AppendAsync(SubjectKeyEvents.Began(key, bytes, now), [], CancellationToken.None);
        SealedKeys.Publish(_files, _folder, key.Key);
    }
}
