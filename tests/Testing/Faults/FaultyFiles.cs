using System.Runtime.CompilerServices;
using Gateway.Audit.Files;
using Testing.Seeds;

[assembly: InternalsVisibleTo("Gateway.Audit.Tests")]
[assembly: InternalsVisibleTo("Gateway.Tests")]
[assembly: InternalsVisibleTo("Benchmarks")]

namespace Testing.Faults;

/// <summary>When a fault strikes: at which of the file system's effects, and how much of the effect still happens.</summary>
internal sealed record Fault(int Step, FaultMoment Moment, FaultKind Kind);

internal enum FaultMoment
{
    Before,
    Half,
    After,
}

internal enum FaultKind
{
    /// <summary>The call fails once; the process goes on.</summary>
    Error,

    /// <summary>The process is gone; what it wrote is still in the cache of the machine.</summary>
    Crash,

    /// <summary>The machine is gone: what was not synced may be there, or not, sector by sector and name by name.</summary>
    PowerCut,
}

/// <summary>A file system in memory that knows what is durable and what is not, and that fails where it is told to.</summary>
internal sealed class FaultyFiles(Fault? fault, int seed) : ILogFiles
{
    private const string Off = "The disk does not answer.";
    private readonly Lock _gate = new();
    private readonly Seeded _dice = new((ulong)seed);
    private readonly List<(string Folder, Action<Dictionary<string, FaultyFile>> Change)> _pending = [];
    private Dictionary<string, FaultyFile> _names = new(StringComparer.Ordinal);
    private Dictionary<string, FaultyFile> _durable = new(StringComparer.Ordinal);
    private Fault? _fault = fault;
    private bool _off;

    /// <summary>How many effects there were.</summary>
    public int Steps { get; private set; }

    /// <summary>Starts the machine, or the process, again; no more faults.</summary>
    public void Restart()
    {
        lock (_gate)
        {
            if (_fault is { Kind: FaultKind.PowerCut })
            {
                foreach (var (_, change) in _pending)
                    if (_dice.OneIn(2)) change(_durable);
                foreach (var file in _durable.Values.Concat(_names.Values).Distinct()) file.LosePower(_dice);
                _names = new(_durable, StringComparer.Ordinal);
            }

            _pending.Clear();
            _fault = null;
            _off = false;
        }
    }

    /// <summary>From here on everything that would change the disk fails, or works again.</summary>
    public void Break(bool broken)
    {
        lock (_gate) _off = broken;
    }

    public void CreateFolder(string folder)
    {
    }

    public IReadOnlyList<string> List(string folder)
    {
        lock (_gate) return [.. _names.Keys.Where(n => Path.GetDirectoryName(n) == folder).Select(n => Path.GetFileName(n))];
    }

    public ILogFile Create(string path)
    {
        var file = new FaultyFile(this);
        Step(_ => Name(path, names => names[path] = file));
        return file;
    }

    public ILogFile Open(string path, bool write)
    {
        lock (_gate)
        {
            if (_off) throw new IOException(Off);
            return _names.TryGetValue(path, out var file) ? file : throw new FileNotFoundException("There is no such file.", path);
        }
    }

    public void Rename(string from, string to)
    {
        FaultyFile file;
        lock (_gate) file = _names[from];
        Step(_ => Name(to, names =>
        {
            names.Remove(from);
            names[to] = file;
        }));
    }

    public void Delete(string path) => Step(_ => Name(path, names => names.Remove(path)));

    public void DeleteFolder(string folder)
    {
        foreach (var name in List(folder)) Delete(Path.Combine(folder, name));
    }

    public void SyncFolder(string folder) => Step(half =>
    {
        if (half) return;
        foreach (var (_, change) in _pending.Where(p => p.Folder == folder)) change(_durable);
        _pending.RemoveAll(p => p.Folder == folder);
    });

    public void SyncAll(string folder) => Step(half =>
    {
        if (half) return;
        foreach (var file in _names.Values) file.Keep();
        _durable = new(_names, StringComparer.Ordinal);
        _pending.Clear();
    });

    public IDisposable Lock(string path) => new MemoryStream();

    /// <summary>Every effect comes through here. The argument says whether only half of it happens.</summary>
    internal void Step(Action<bool> effect)
    {
        lock (_gate)
        {
            if (_off) throw new IOException(Off);
            var struck = ++Steps == _fault?.Step;
            if (!struck)
            {
                effect(false);
                return;
            }

            if (_fault!.Moment != FaultMoment.Before) effect(_fault.Moment == FaultMoment.Half);
            _off = _fault.Kind != FaultKind.Error;
            throw new IOException("No space left on device.");
        }
    }

    private void Name(string path, Action<Dictionary<string, FaultyFile>> change)
    {
        change(_names);
        _pending.Add((Path.GetDirectoryName(path)!, change));
    }
}
