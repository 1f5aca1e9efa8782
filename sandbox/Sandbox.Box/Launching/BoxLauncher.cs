using System.Diagnostics;
using System.Globalization;
using Sandbox.Box.Seccomp;

namespace Sandbox.Box;

/// <summary>Starts workers, boxed or (for development) not. One for the life of a process.</summary>
public sealed class BoxLauncher : IDisposable
{
    // A shell opens the filter as descriptor 3, for .NET hands a child the standard three only. What a native library of this process has
    // open is handed over all the same unless the library said otherwise, so the shell closes everything else first. (bash, because dash can
    // close single digits only; -p, so that it reads no start-up file.) All that varies reaches it as positional parameters and is never
    // part of the script. A limit that the machine already sets lower stays as it is.
    private const int FilterDescriptor = 3;
    private const string Script = """
        for fd in /proc/self/fd/*; do fd=${fd##*/}; if [ "$fd" -gt 2 ]; then exec {fd}>&-; fi; done
        ulimit -c 0; ulimit -n "$1" 2>/dev/null; ulimit -d "$2" 2>/dev/null; exec 3<"$3" || exit 125; shift 3; exec "$@"
        """;

    private readonly string _dotnetRoot = DotnetRoot.Find();
    private readonly DirectoryInfo? _private;
    private readonly string _bubblewrap;
    private readonly string _filter;

    private BoxLauncher(Isolation isolation, string? bubblewrap)
    {
        Isolation = isolation;
        _bubblewrap = bubblewrap ?? "";
        _filter = "";
        if (isolation is not Isolation.Box) return;
        var filter = BoxFilter.Assemble().ToBytes();
        _private = Directory.CreateTempSubdirectory("box-");
        _filter = Path.Combine(_private.FullName, "filter.bpf");
        File.WriteAllBytes(_filter, filter);
    }

    /// <summary>How this launcher runs workers.</summary>
    public Isolation Isolation { get; }

    /// <summary>Makes a launcher and, for <see cref="Isolation.Box"/>, proves that this machine can make a box.</summary>
    /// <exception cref="BoxUnavailableException">It cannot; the message says why and what mends it.</exception>
    public static async Task<BoxLauncher> OpenAsync(Isolation isolation, CancellationToken cancellation)
    {
        if (isolation is Isolation.None) return new BoxLauncher(isolation, null);
        var launcher = new BoxLauncher(isolation, Bubblewrap.Find(Environment.GetEnvironmentVariable("PATH")));
        try
        {
            await Bubblewrap.ProbeAsync(launcher.Shell(BoxLimits.Serving, BubblewrapArguments.Probe(FilterDescriptor)), cancellation);
            return launcher;
        }
        catch
        {
            launcher.Dispose();
            throw;
        }
    }

    /// <summary>Starts a worker. Its folders must exist.</summary>
    public async Task<BoxProcess> StartAsync(BoxProfile profile)
    {
        var start = Isolation is Isolation.Box
            ? Shell(profile.Limits, BubblewrapArguments.For(profile, _dotnetRoot, FilterDescriptor))
            : Plain(profile);
        return new BoxProcess(await SpawnThread.StartAsync(start));
    }

    /// <summary>Removes the launcher's private folder. Boxes that run are not touched.</summary>
    public void Dispose()
    {
        if (_private is { Exists: true }) _private.Delete(recursive: true);
    }

    private ProcessStartInfo Shell(BoxLimits limits, IReadOnlyList<string> arguments)
    {
        var start = Redirected("/bin/bash");
        string[] fixedPart =
        [
            "-p", "-c", Script, "box",
            limits.OpenFiles.ToString(CultureInfo.InvariantCulture),
            (limits.DataBytes / 1024).ToString(CultureInfo.InvariantCulture),
            _filter, _bubblewrap,
        ];
        foreach (var argument in fixedPart.Concat(arguments)) start.ArgumentList.Add(argument);
        return start;
    }

    private ProcessStartInfo Plain(BoxProfile profile)
    {
        var start = Redirected(Path.Combine(_dotnetRoot, "dotnet"));
        start.ArgumentList.Add(Path.Combine(profile.WorkerFolder, "Sandbox.dll"));
        start.ArgumentList.Add(profile.Verb);
        start.WorkingDirectory = profile.WorkerFolder;
        start.Environment.Clear();
        foreach (var (name, value) in WorkerEnvironment.For(profile.Limits)) start.Environment[name] = value;
        return start;
    }

    private static ProcessStartInfo Redirected(string file) => new(file)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    };
}
