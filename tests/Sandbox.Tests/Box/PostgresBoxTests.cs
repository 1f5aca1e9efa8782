using System.Net;
using System.Net.Sockets;
using Sandbox.Box;
using Testing.Processes;

namespace Sandbox.Tests.Box;

/// <summary>What a box that is given a database's socket can reach: that socket, and nothing that another box cannot.</summary>
public sealed class PostgresBoxTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pgbox-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Box_WithADatabase_ReachesItsSocketAndNothingElse()
    {
        var (server, staging) = (_folder.CreateSubdirectory("server").FullName, _folder.CreateSubdirectory("staging").FullName);
        var (path, other) = (Path.Combine(server, ".s.PGSQL.5432"), Path.Combine(_folder.FullName, "other"));
        using var listening = Listen(new UnixDomainSocketEndPoint(path));
        using var neighbour = Listen(new UnixDomainSocketEndPoint(other));
        using var network = Listen(new IPEndPoint(IPAddress.Loopback, 0));
        PostgresSocket.TryParse($"Host={server};Port=5432", out var postgres).ShouldBeTrue();
        string[] attempts =
        [
            "unix\t/run/postgres/.s.PGSQL.5432", $"unix\t{path}", $"unix\t{other}", $"tcp\t{network.LocalEndPoint}", "write\t/run/postgres/new", "read\t/etc/passwd", $"read\t{_folder.FullName}",
        ];
        using var launcher = await BoxLauncher.OpenAsync(Isolation.Box, TestContext.Current.CancellationToken);
        async Task<IEnumerable<string>> ReachedAsync(PostgresSocket? socket) =>
            (await ProbeRun.AttemptAsync(launcher, BoxProfile.Import(Repository.Output("Probe"), null, staging, ProbeRun.Limits, socket), attempts)).Select(a => a.Split(' ')[0]);

        (await ReachedAsync(postgres)).ShouldBe(["ok", "failed", "failed", "failed", "failed", "failed", "failed"]);
        (await ReachedAsync(null)).ShouldAllBe(a => a == "failed");
        listening.Poll(0, SelectMode.SelectRead).ShouldBeTrue("the control: it came from inside");
        neighbour.Poll(0, SelectMode.SelectRead).ShouldBeFalse();
        network.Poll(0, SelectMode.SelectRead).ShouldBeFalse();
    }

    private static Socket Listen(EndPoint at)
    {
        var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(at);
        socket.Listen();
        return socket;
    }
}
