using System.Globalization;

namespace Sandbox.Box;

/// <summary>
/// A profile as bubblewrap's command line. The order matters: later mounts lie on top of earlier ones, and the root is closed last, so that
/// the only writable places are <c>/tmp</c> (bounded), and the socket or staging folder.
/// </summary>
internal static class BubblewrapArguments
{
    /// <summary>The user and group inside: nobody. Outside they are the user that started the box, without its capabilities.</summary>
    private const string User = "65534";

    private const string Dotnet = "/dotnet";
    private const string Worker = "/worker";

    /// <summary>The whole command line after <c>bwrap</c>, the worker's own included.</summary>
    /// <param name="profile">What the box is given.</param>
    /// <param name="dotnetRoot">The .NET to run it with.</param>
    /// <param name="seccompDescriptor">The open file descriptor that holds the filter.</param>
    public static IReadOnlyList<string> For(BoxProfile profile, string dotnetRoot, int seccompDescriptor) =>
    [
        .. Base(profile.Limits.ScratchBytes, seccompDescriptor),
        "--ro-bind", dotnetRoot, Dotnet,
        "--ro-bind", profile.WorkerFolder, Worker,
        .. Bind("--ro-bind", profile.Data, "/data"),
        .. Bind("--ro-bind", profile.Source, "/source"),
        .. Bind("--bind", profile.Staging, "/staging"),
        .. Bind("--bind", profile.SocketFolder, "/run/worker"),
        .. Bind("--ro-bind", profile.Postgres?.Folder, PostgresSocket.FolderInBox),
        "--remount-ro", "/",
        .. WorkerEnvironment.For(profile.Limits).SelectMany(v => new[] { "--setenv", v.Key, v.Value }),
        "--chdir", Worker,
        "--", Dotnet + "/dotnet", Worker + "/Sandbox.dll", profile.Verb,
    ];

    /// <summary>The smallest box there is, to learn whether this machine can make one: it runs <c>true</c>.</summary>
    public static IReadOnlyList<string> Probe(int seccompDescriptor) =>
        [.. Base(1 << 20, seccompDescriptor), "--remount-ro", "/", "--chdir", "/", "--", "/usr/bin/env", "true"];

    private static IEnumerable<string> Base(long scratchBytes, int seccompDescriptor) =>
    [
        // --unshare-all only tries for a user namespace; --unshare-user insists.
        "--unshare-all", "--unshare-user", "--uid", User, "--gid", User, "--hostname", "box",
        "--cap-drop", "ALL", "--die-with-parent", "--new-session", "--clearenv",
        "--seccomp", seccompDescriptor.ToString(CultureInfo.InvariantCulture),
        "--ro-bind", "/usr", "/usr",
        .. Systems.SelectMany(System),
        // Timezones, locales and certificates are under /usr or not needed: /etc holds the loader's cache and nothing that names anyone.
        "--ro-bind-try", "/etc/ld.so.cache", "/etc/ld.so.cache",
        "--proc", "/proc",
        "--dev", "/dev", "--remount-ro", "/dev",
        "--size", scratchBytes.ToString(CultureInfo.InvariantCulture), "--tmpfs", "/tmp",
    ];

    private static readonly string[] Systems = ["/lib", "/lib64", "/bin"];

    // Links on systems whose /usr is merged, folders on others; absent on some.
    private static IEnumerable<string> System(string path) => new DirectoryInfo(path) switch
    {
        { LinkTarget: { } target } => ["--symlink", target, path],
        { Exists: true } => ["--ro-bind", path, path],
        _ => [],
    };

    private static IEnumerable<string> Bind(string option, string? from, string to) => from is null ? [] : [option, from, to];
}
