using Testing.Seeds;

namespace Testing.Faults;

/// <summary>
/// The disk under the SQLite databases of one folder, in this process: it knows what was synced. At an arranged instant its power is cut, and what a machine would find
/// then is written to another folder, while the process goes on. Names are durable at once, contents are not.
/// </summary>
internal sealed class UnsyncedDisk : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, UnsyncedFile> _files = new(StringComparer.Ordinal);
    private readonly string _folder;
    private (int Effect, string Into, Seeded Dice, Action Then)? _cut;
    private int _effects;

    /// <summary>The disk under a folder in which no database is open yet.</summary>
    public UnsyncedDisk(string folder)
    {
        _folder = folder + Path.DirectorySeparatorChar;
        SqliteFiles.Add(this);
    }

    /// <summary>Syncs are reported and not made.</summary>
    public bool Lies { get; init; }

    /// <summary>The power was cut.</summary>
    public bool IsOff { get; private set; }

    public bool Holds(string path) => path.StartsWith(_folder, StringComparison.Ordinal);

    /// <summary>Cuts the power within so many effects (writes, truncations and syncs) from here.</summary>
    /// <param name="effect">At which effect, from 1: before it happens.</param>
    /// <param name="into">Where the files go that a machine would find.</param>
    /// <param name="dice">What of the unsynced writes survives.</param>
    /// <param name="then">Called at that instant.</param>
    public void CutPower(int effect, string into, Seeded dice, Action then)
    {
        lock (_gate) _cut = (_effects + effect, into, dice, then);
    }

    public void Open(string path) => Effect(path, _ => { });

    public void Write(string path, int offset, byte[] bytes) => Effect(path, file => file.Write(offset, bytes));

    public void Truncate(string path, int length) => Effect(path, file => file.Truncate(length));

    public void Sync(string path) => Effect(path, file =>
    {
        if (!Lies) file.Sync();
    });

    public void Delete(string path)
    {
        lock (_gate) _files.Remove(path);
    }

    public void Dispose() => SqliteFiles.Remove(this);

    private void Effect(string path, Action<UnsyncedFile> effect)
    {
        lock (_gate)
        {
            if (++_effects == _cut?.Effect) GoOff(_cut.Value.Into, _cut.Value.Dice, _cut.Value.Then);
            if (!_files.TryGetValue(path, out var file)) _files.Add(path, file = new UnsyncedFile(File.Exists(path) ? File.ReadAllBytes(path) : []));
            effect(file);
        }
    }

    private void GoOff(string into, Seeded dice, Action then)
    {
        IsOff = true;
        foreach (var (path, file) in _files) File.WriteAllBytes(Path.Combine(into, Path.GetFileName(path)), file.AfterPowerCut(dice));
        then();
    }
}
