using System.Text.Json.Nodes;
using Gateway.Cli;
using Gateway.Cli.Language;
using Gateway.Cli.Sessions;
using Gateway.Client.Keys;
using Gateway.Tests.Client;
using Spectre.Console;
using Testing.Processes;

namespace Gateway.Tests.Cli;

public sealed class ContractCommandTests : IDisposable
{
    private static readonly string Policies = Path.Combine(Repository.Root, "policies");
    private static readonly string Shipped = Path.Combine(Policies, "contracts", "ccb-housing-credit.yaml");
    private readonly string _home = Directory.CreateTempSubdirectory("home-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Validate_AShippedContract_TellsItsIdentity()
    {
        (await RunAsync("contract", "validate", Shipped, "--policies", Policies)).ShouldBe(Exit.Ok);
        _out.ToString().ShouldContain("ccb-housing-credit version 1 is sound. SHA-256 ");
    }

    [Fact]
    public async Task Validate_ErrorsInADraft_TellsAllWithLines()
    {
        var draft = Write("draft.yaml", (await File.ReadAllTextAsync(Shipped)).Replace("version: 1", "version: 0", StringComparison.Ordinal).Replace("legalBasis: consent", "legalBasis: fun", StringComparison.Ordinal));
        (await RunAsync("contract", "validate", draft, "--policies", Policies)).ShouldBe(Exit.Failed);
        _error.ToString().ShouldSatisfyAllConditions(e => e.ShouldContain(": version: "), e => e.ShouldContain(": legalBasis: "), e => e.ShouldContain($"{draft}:"));
    }

    [Theory]
    [InlineData("en", "- ", "tightened")]
    [InlineData("zh", "- ", "收紧")]
    public async Task Diff_OfTwoFiles_ExplainsInSentences(string language, string mark, string word)
    {
        var draft = Write("draft.yaml", (await File.ReadAllTextAsync(Shipped)).Replace("maxBatch: 1000", "maxBatch: 10", StringComparison.Ordinal));
        (await RunAsync("--lang", language, "contract", "diff", Shipped, draft)).ShouldBe(Exit.Ok);
        _out.ToString().ShouldSatisfyAllConditions(o => o.ShouldStartWith(mark), o => o.ShouldContain(word));
    }

    [Fact]
    public async Task Export_ThenImport_IsTheSameContract()
    {
        (await RunAsync("contract", "export", Shipped)).ShouldBe(Exit.Ok);
        var agreement = Write("agreement.jsonld", _out.ToString());
        _out.GetStringBuilder().Clear();
        (await RunAsync("contract", "import", agreement)).ShouldBe(Exit.Ok);
        var draft = Write("draft.json", _out.ToString());
        _out.GetStringBuilder().Clear();
        (await RunAsync("contract", "diff", Shipped, draft)).ShouldBe(Exit.Ok);
        _out.ToString().ShouldStartWith("They are the same contract.");
    }

    [Fact]
    public async Task Import_WhatIsNoAgreement_SaysSo()
    {
        (await RunAsync("contract", "import", Write("x.jsonld", "[1]"))).ShouldBe(Exit.Failed);
        _error.ToString().ShouldContain("is no ODRL agreement");
    }

    [Fact]
    public async Task PolicyTest_ShippedCases_PassAndAWrongOneFails()
    {
        (await RunAsync("policy", "test", "--policies", Policies)).ShouldBe(Exit.Ok);
        var copy = Path.Combine(_home, "policies");
        foreach (var file in Directory.EnumerateFiles(Policies, "*.yaml", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(Policies, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        var cases = Path.Combine(copy, "contracts", "ccb-housing-credit.cases.yaml");
        await File.WriteAllTextAsync(cases, (await File.ReadAllTextAsync(cases)).Replace("[batch-too-large]", "[contract-expired]", StringComparison.Ordinal));
        (await RunAsync("policy", "test", "--policies", copy)).ShouldBe(Exit.Failed);
        _error.ToString().ShouldContain("expected refused for contract-expired, but it was refused for batch-too-large");
    }

    [Fact]
    public async Task Approve_AtAGateway_TellsTheNewState()
    {
        await using var stub = await StubGateway.StartAsync();
        stub.Answer = (http, _) => StubGateway.JsonAsync(http, """
            {"contract":"c","version":2,"state":"approved","sha256":"00","consumer":"bank-ccb","product":"p","document":{},
             "steps":[{"step":"approved","by":"approver-one","at":"2026-11-24T00:00:00+00:00","note":null}]}
            """);
        (await RunAsync("contract", "approve", "c", "2", "--note", "fine", "--key", Key(stub, "contract-approver"))).ShouldBe(Exit.Ok);
        _out.ToString().ShouldContain("c version 2 is approved.");
    }

    [Fact]
    public async Task Simulate_AtAGateway_TellsFlipsInSentences()
    {
        await using var stub = await StubGateway.StartAsync();
        stub.Answer = (http, _) => StubGateway.JsonAsync(http, """
            {"replayed":10,"same":7,"nowRefused":[{"code":"batch-too-large","count":2,"entries":[4,9]}],"nowGranted":[{"code":"contract-expired","count":1,"entries":[3]}],
             "undecided":{"purpose-not-granted":5}}
            """);
        (await RunAsync("contract", "simulate", Shipped, "--last", "7d", "--key", Key(stub, "contract-author"))).ShouldBe(Exit.Ok);
        _out.ToString().ShouldSatisfyAllConditions(
            o => o.ShouldContain("Replayed 10 requests; 7 come out as they did."),
            o => o.ShouldContain("- 2 would be refused: batch-too-large (The batch is too large). First entries: 4, 9."),
            o => o.ShouldContain("+ 1 would no longer be refused for contract-expired"),
            o => o.ShouldContain("? 5 were refused for purpose-not-granted"));
    }

    [Theory]
    [InlineData("en", "null", "Operator and provider have agreed: fund may spend a rho of 3 and a delta of 0.0000005 in all.")]
    [InlineData("en", """{"provider":"p","nanoRho":3,"femtoDelta":5,"byOperator":"a","byProvider":null}""", "until its provider agrees")]
    [InlineData("zh", """{"provider":"p","nanoRho":3,"femtoDelta":5,"byOperator":null,"byProvider":"b"}""", "在运营方同意完全相同的数值之前")]
    public async Task BudgetAgree_AtAGateway_SendsTheExactFigure(string language, string asked, string told)
    {
        await using var stub = await StubGateway.StartAsync();
        stub.Answer = (http, _) => StubGateway.JsonAsync(http, $$"""{"dataset":"fund","provider":"p","nanoRho":3000000000,"femtoDelta":500000000,"asked":{{asked}}}""");
        (await RunAsync("--lang", language, "dataset", "budget", "agree", "fund", "--rho", "3.0", "--delta", "5e-7", "--key", Key(stub, "provider"))).ShouldBe(Exit.Ok);
        stub.Calls.ShouldHaveSingleItem().Body.ShouldBe("""{"nanoRho":3000000000,"femtoDelta":500000000}""");
        _out.ToString().ShouldContain(told);
    }

    [Fact]
    public async Task BudgetList_AtAGateway_TellsEveryDigitAndWhatWaits()
    {
        await using var stub = await StubGateway.StartAsync();
        stub.Answer = (http, _) => StubGateway.JsonAsync(http, """
            {"datasets":[{"dataset":"fund","provider":"p","nanoRho":2000000001,"femtoDelta":123456789,
             "asked":{"provider":"q","nanoRho":3000000000,"femtoDelta":0,"byOperator":"approver-one","byProvider":null}}]}
            """);
        (await RunAsync("dataset", "budget", "list", "--key", Key(stub, "regulator"))).ShouldBe(Exit.Ok);
        _out.ToString().ShouldContain("fund\tp\t2.000000001\t0.000000123456789\tq\t3\t0\tapprover-one\t-");
    }

    [Theory]
    [InlineData("dataset budget agree fund --rho many --delta 0")]
    [InlineData("dataset budget agree fund --rho 0.0000000001 --delta 0")]
    [InlineData("dataset budget agree fund --rho 1")]
    [InlineData("contract simulate x.yaml --last many")]
    [InlineData("contract simulate x.yaml --last 0d")]
    [InlineData("contract usage --month November")]
    [InlineData("contract usage --format xml")]
    [InlineData("contract approve c")]
    [InlineData("contract approve c two")]
    public async Task CommandLine_NotWellFormed_IsUsage(string line) => (await RunAsync(line.Split(' '))).ShouldBe(Exit.Usage);

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private string Key(StubGateway stub, string role)
    {
        var path = Path.Combine(_home, "key.json");
        ClientKeyFile.Generate(stub.Address, "somebody", role, null).Save(path);
        return path;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_home, name);
        File.WriteAllText(path, text);
        return path;
    }

    private Task<int> RunAsync(params string[] args)
    {
        string? Environment(string name) => name == "HOME" || name == "XDG_CONFIG_HOME" ? _home : null;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_error) });
        return Dpg.RunAsync(args, new Session(Texts.For(args, Environment), _out, _error, console, Environment, TimeProvider.System));
    }
}
