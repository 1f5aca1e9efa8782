using Gateway.Audit.Files;
using Gateway.Audit.Subjects;

namespace Gateway.Audit.Retention;

/// <summary>What becomes of the log with age: entries go to the archive, and the keys of their periods are destroyed.</summary>
internal sealed class LogRetention(ILogFiles files, AccessLogOptions options, SubjectKeys keys)
{
    /// <summary>Ages the log. For one caller at a time.</summary>
    /// <param name="log">Where the entries go that tell of destroyed keys.</param>
    /// <param name="size">The number of entries under the last checkpoint.</param>
    /// <param name="now">The time.</param>
    public async Task<Aged> RunAsync(IAccessLog log, long size, DateTimeOffset now)
    {
        var before = now - options.Retention;
        var moved = await Task.Run(() => new LogArchive(files, options.Folder).Move(size, before));
        var destroyed = 0;
        foreach (var key in SealedKeys.List(files, options.Folder).Where(k => k.Until <= before && k.Key != keys.Current.Id))
        {
            // A crash after this leaves the key, and a second entry that tells of it.
            await log.AppendAsync(SubjectKeyEvents.Destruction(key, now), [], CancellationToken.None);
            SealedKeys.Remove(files, options.Folder, key.Key);
            destroyed++;
        }

        return new Aged(moved, destroyed);
    }
}

/// <summary>What was done.</summary>
/// <param name="Bundles">How many bundles, of 256 entries each, went to the archive.</param>
/// <param name="Keys">How many sealed keys were destroyed.</param>
public readonly record struct Aged(long Bundles, int Keys);
