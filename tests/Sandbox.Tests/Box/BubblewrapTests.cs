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

    [Theory]
    [InlineData(WorkerKind.Import)]
    [InlineData(WorkerKind.Train)]
    public void Serving_ForAOneShotKind_Throws(WorkerKind kind) =>
        Should.Throw<ArgumentOutOfRangeException>(() => BoxProfile.Serving(kind, "/w", "/d", "/s", BoxLimits.Serving));
}
