using Gateway.Hosting;
using Gateway.Workers;
using Microsoft.Extensions.Options;
using Testing.Processes;

namespace Gateway.Tests.Workers;

public sealed class WorkerOptionsRulesTests
{
    [Fact]
    public void Validate_OfABuiltWorker_Succeeds() =>
        Validate("/tmp", new WorkerOptions { Path = Repository.Output("StandIn") }).Succeeded.ShouldBeTrue();

    [Fact]
    public void Validate_WithoutAWorker_NamesTheCommandThatBuildsIt() =>
        Validate("/tmp", new WorkerOptions { Path = "/nowhere" }).FailureMessage.ShouldNotBeNull().ShouldContain("dotnet build sandbox/Sandbox -c Release");

    [Fact]
    public void Validate_OfAStatePathTooLongForASocket_SaysSo() =>
        Validate("/" + new string('x', 100), new WorkerOptions { Path = Repository.Output("StandIn") }).FailureMessage.ShouldNotBeNull().ShouldContain("107 bytes");

    [Fact]
    public void Validate_OfMoreHeapThanMemory_SaysSo() =>
        Validate("/tmp", new WorkerOptions { Path = Repository.Output("StandIn"), HeapMegabytes = 4096 }).FailureMessage.ShouldNotBeNull().ShouldContain("HeapMegabytes");

    private static ValidateOptionsResult Validate(string state, WorkerOptions options) =>
        new WorkerOptionsRules(Options.Create(new GatewayOptions { State = state })).Validate(null, options);
}
