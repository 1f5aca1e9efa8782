using System.Diagnostics;

namespace Sandbox.Box;

/// <summary>Whether this machine has bubblewrap, and lets it work.</summary>
internal static class Bubblewrap
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The program in a search path.</summary>
    /// <exception cref="BoxUnavailableException">It is not there.</exception>
    public static string Find(string? searchPath) =>
        (searchPath ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, "bwrap"))
            .FirstOrDefault(File.Exists)
        ?? throw new BoxUnavailableException("bubblewrap, which boxes the workers, is not installed.", "apt-get install bubblewrap");

    /// <summary>Runs the smallest box.</summary>
    /// <exception cref="BoxUnavailableException">It failed; the message holds bubblewrap's own reason.</exception>
    public static async Task ProbeAsync(ProcessStartInfo start, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(Patience);
        await using var box = new BoxProcess(await SpawnThread.StartAsync(start));
        box.Input.Close();
        var reason = await box.Error.ReadToEndAsync(deadline.Token);
        if (await box.Exited.WaitAsync(deadline.Token) is not 0) throw Unavailable(reason.Trim());
    }

    private static BoxUnavailableException Unavailable(string reason) => new(
        $"bubblewrap cannot make a box here: {reason}.",
        reason.Contains("namespace", StringComparison.OrdinalIgnoreCase) || reason.Contains("uid map", StringComparison.OrdinalIgnoreCase)
            ? "allow user namespaces: sysctl -w user.max_user_namespaces=15000 kernel.unprivileged_userns_clone=1 "
                + "kernel.apparmor_restrict_unprivileged_userns=0 (those that this kernel has)"
            : "run where user namespaces and a private /proc may be made; a container needs its seccomp and mount masks relaxed for that");
}
