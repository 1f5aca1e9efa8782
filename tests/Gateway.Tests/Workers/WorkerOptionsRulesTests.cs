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

    [Theory]
    [InlineData("Host=db.city;Password=4711", "socket")]
    [InlineData("Host=/tmp,/var;Password=4711", "socket")]
    [InlineData("Password=4711", "socket")]
    [InlineData("Host=/tmp;Usrname=x;Password=4711", "no connection string")]
    [InlineData("Host=/nowhere;Password=4711", "/nowhere")]
    public void Validate_OfADatabaseWithoutASocketFolder_SaysSoAndNotThePassword(string postgres, string says)
    {
        var message = Validate("/tmp", new WorkerOptions { Path = Repository.Output("StandIn"), Postgres = postgres }).FailureMessage.ShouldNotBeNull();
        message.ShouldContain(says);
        message.ShouldNotContain("4711");
    }

    [Fact]
    public void Validate_OfADatabaseByItsSocketFolder_Succeeds() =>
        Validate("/tmp", new WorkerOptions { Path = Repository.Output("StandIn"), Postgres = "Host=/tmp;Database=city;Password=4711" }).Succeeded.ShouldBeTrue();

    private static ValidateOptionsResult Validate(string state, WorkerOptions options) =>
        new WorkerOptionsRules(Options.Create(new GatewayOptions { State = state })).Validate(null, options);
}
