using Gateway.Cli;
using Gateway.Cli.Checks.Parts;
using Gateway.Cli.Language;
using Gateway.Cli.Sessions;
using Gateway.Client.Keys;
using Gateway.Tests.Client;
using Spectre.Console;

namespace Gateway.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("home-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    [Theory]
    [InlineData("score housing-credit ID")]
    [InlineData("score housing-credit --purpose x")]
    [InlineData("score housing-credit --purpose x ID --in a.csv --out b.csv")]
    [InlineData("score housing-credit --purpose x --in a.csv")]
    [InlineData("score housing-credit --purpose x --in a.csv --out b.csv --feature income=1")]
    [InlineData("score housing-credit --purpose x --in a.csv --out b.csv --batch 1001")]
    [InlineData("score housing-credit --purpose x --in a.csv --out b.csv --batch many")]
    [InlineData("score housing-credit --purpose x ID --unknown maybe")]
    [InlineData("client register --id a --role king --out f")]
    [InlineData("up --address http://127.0.0.1:80")]
    [InlineData("up --isolation perhaps")]
    [InlineData("login")]
    [InlineData("nonsense")]
    public async Task CommandLine_NotWellFormed_IsUsageAndSaysWhereHelpIs(string line)
    {
        (await RunAsync(line)).ShouldBe(Exit.Usage);

        _error.ToString().ShouldContain("--help");
    }

    [Theory]
    [InlineData("--help", "dpg score housing-credit")]
    [InlineData("score --help", "people.csv")]
    [InlineData("client register --help", "--out bank-icbc.json")]
    [InlineData("--lang zh --help", "数据可用不可见")]
    public async Task Help_OfACommand_HasExamples(string line, string expected)
    {
        (await RunAsync(line)).ShouldBe(Exit.Ok);

        _out.ToString().ShouldContain(expected);
    }

    [Theory]
    [InlineData(null, null, "en")]
    [InlineData("zh_CN.UTF-8", null, "zh-CN")]
    [InlineData("zh_CN.UTF-8", "C", "en")]
    [InlineData("de_DE", "zh_TW", "zh-CN")]
    public void Language_ByTheEnvironment_IsChosen(string? lang, string? all, string expected) =>
        Texts.For([], name => name == "LANG" ? lang : name == "LC_ALL" ? all : null).Tag.ShouldBe(expected);

    [Fact]
    public async Task Command_WithoutAKey_SaysHowToGiveOne()
    {
        (await RunAsync("token")).ShouldBe(Exit.Failed);

        _error.ToString().ShouldContain("dpg login --key");
    }

    [Fact]
    public async Task Login_WithAKeyThatHolds_IsRememberedByLaterCommands()
    {
        await using var stub = await StubGateway.StartAsync();
        var path = Path.Combine(_home, "bank.json");
        ClientKeyFile.Generate(stub.Address, "bank-ccb", "consumer", null).Save(path);

        (await RunAsync($"login --key {path}")).ShouldBe(Exit.Ok);
        (await RunAsync("token")).ShouldBe(Exit.Ok);

        _out.ToString().ShouldContain("token-2");
    }

    [Fact]
    public async Task Score_AFewPeople_PrintsAndSavesAnswerAndReceipt()
    {
        await using var stub = await StubGateway.StartAsync();
        var (key, answer) = (Path.Combine(_home, "bank.json"), Path.Combine(_home, "answer.json"));
        ClientKeyFile.Generate(stub.Address, "bank-ccb", "consumer", null).Save(key);

        (await RunAsync($"score p --key {key} --purpose x a1 --feature income=1 --save {answer}")).ShouldBe(Exit.Ok);

        _out.ToString().ShouldContain("A1\t612\tC\tincome");
        File.ReadAllText(answer).ShouldBe(StubGateway.Body);
        File.ReadAllText(answer + ".receipt.json").ShouldContain("\"index\": 42");
    }

    [Fact]
    public async Task Score_Refused_PrintsEveryReason()
    {
        await using var stub = await StubGateway.StartAsync();
        stub.Answer = (http, _) => StubGateway.RefuseAsync(http, 403, "purpose-not-granted");
        var key = Path.Combine(_home, "bank.json");
        ClientKeyFile.Generate(stub.Address, "bank-ccb", "consumer", null).Save(key);

        (await RunAsync($"score p --key {key} --purpose x a1")).ShouldBe(Exit.Failed);

        _error.ToString().ShouldSatisfyAllConditions(
            e => e.ShouldContain("403 purpose-not-granted"), e => e.ShouldContain("Second."), e => e.ShouldContain("trace id: t1"));
    }

    [Fact]
    public void Auc_OfScores_CountsTiesHalf()
    {
        Auc.OfScores([(300, true), (400, true), (500, false), (600, false)]).ShouldBe(1);
        Auc.OfScores([(500, true), (500, false)]).ShouldBe(0.5);
        Auc.OfScores([(600, true), (500, false), (400, true), (500, false)]).ShouldBe(0.5);
    }

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private Task<int> RunAsync(string line)
    {
        var args = line.Split(' ');
        string? Environment(string name) => name == "HOME" ? _home : null;
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_error), Interactive = InteractionSupport.No });
        return Dpg.RunAsync(args, new Session(Texts.For(args, Environment), _out, _error, console, Environment, TimeProvider.System));
    }
}
