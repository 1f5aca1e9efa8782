using Sandbox.Box;
using Sandbox.Protocol.Workers;

namespace Sandbox.Tests.Box;

public sealed class BubblewrapTests
{
    [Fact]
    public void Find_WhereItIsNotInstalled_NamesTheCommandThatInstallsIt() =>
        Should.Throw<BoxUnavailableException>(() => Bubblewrap.Find("/nowhere:/neither")).Message.ShouldContain("apt-get install bubblewrap");

    [Fact]
    public void Arguments_OfAnImport_GiveItsSourceAndStagingAndNoData()
    {
        var arguments = BubblewrapArguments.For(BoxProfile.Import("/w", "/s.csv", "/st", BoxLimits.OneShot), "/d", 3);

        arguments.ShouldContain("/source");
        arguments.ShouldContain("/staging");
        arguments.ShouldNotContain("/data");
        arguments.ShouldNotContain("/run/worker");
        arguments.TakeLast(3).ShouldBe(["/dotnet/dotnet", "/worker/Sandbox.dll", "import"]);
    }

    [Fact]
    public void Arguments_OfAServingWorker_CloseTheRootAfterTheLastMount()
    {
        var arguments = BubblewrapArguments.For(BoxProfile.Serving(WorkerKind.Scores, "/w", "/data0", "/sockets", BoxLimits.Serving), "/d", 3).ToList();

        var closed = arguments.LastIndexOf("--remount-ro");
        arguments[closed + 1].ShouldBe("/");
        closed.ShouldBeGreaterThan(arguments.LastIndexOf("--bind"));
        closed.ShouldBeGreaterThan(arguments.LastIndexOf("--ro-bind"));
        closed.ShouldBeGreaterThan(arguments.LastIndexOf("--tmpfs"));
        arguments.ShouldNotContain("/staging");
    }

    [Fact]
    public void Arguments_WithADatabase_BindItsSocketFolderForAggregatesAloneAndNeverSayItsPassword()
    {
        PostgresSocket.TryParse("Host=/var/run/postgresql;Username=reader;Password=4711", out var postgres).ShouldBeTrue();
        IReadOnlyList<string> For(WorkerKind kind, PostgresSocket? socket) =>
            BubblewrapArguments.For(BoxProfile.Serving(kind, "/w", "/d", "/s", BoxLimits.Serving, socket), "/dotnet0", 3);
        var arguments = For(WorkerKind.Aggregates, postgres);
        var at = arguments.ToList().IndexOf("/run/postgres");
        arguments.Skip(at - 2).Take(3).ShouldBe(["--ro-bind", "/var/run/postgresql", "/run/postgres"]);
        arguments.ShouldNotContain(a => a.Contains("4711"));

        // Everything else in the box stays as it was.
        arguments.Take(at - 2).Concat(arguments.Skip(at + 1)).ShouldBe(For(WorkerKind.Aggregates, null));
        foreach (var kind in new[] { WorkerKind.Scores, WorkerKind.Encrypted }) For(kind, postgres).ShouldBe(For(kind, null));
    }

    [Theory]
    [InlineData(WorkerKind.Import)]
    [InlineData(WorkerKind.Train)]
    public void Serving_ForAOneShotKind_Throws(WorkerKind kind) =>
        Should.Throw<ArgumentOutOfRangeException>(() => BoxProfile.Serving(kind, "/w", "/d", "/s", BoxLimits.Serving));
}
