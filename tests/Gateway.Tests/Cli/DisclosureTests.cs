using System.Xml.Linq;
using Gateway.Audit;
using Gateway.Audit.Files;
using Gateway.Cli;
using Gateway.Cli.Language;
using Gateway.Cli.Sessions;
using Policies.Contracts;
using Spectre.Console;
using Testing.Faults;
using Testing.Processes;

namespace Gateway.Tests.Cli;

/// <summary>A year's figures against a log that was added up by hand.</summary>
public sealed class DisclosureTests : IDisposable
{
    private static readonly string Contract = Path.Combine(Repository.Root, "policies", "contracts", "ccb-housing-credit.yaml");
    private static readonly string Sha256 = ContractIdentity.VersionOf(ContractText.ReadStored(File.ReadAllBytes(Contract))).Sha256;
    private readonly string _folder = Directory.CreateTempSubdirectory("disclosure-").FullName;
    private readonly StringWriter _error = new();

    private string LogFolder => Path.Combine(_folder, "log");

    [Fact]
    public async Task Disclosure_OfAYear_IsWhatItAddsUpToByHand()
    {
        await WriteLogAsync();
        (await RunAsync("--document", Contract)).ShouldBe(Exit.Ok);
        var lines = (await File.ReadAllTextAsync(Path.Combine(_folder, "out", "disclosure-2026.csv"))).Split("\r\n");
        foreach (var line in (string[])[
            "section,key,figure,value",
            "log,test,entries,60",
            "year,2026,consumers,1", "year,2026,contracts,1", "year,2026,products,1",
            // 20 + 1 scores of 3 people, 4 tables; the year ends at 16:00 UTC.
            "year,2026,calls,30", "year,2026,subjects,60", "year,2026,replays,<10", "year,2026,failed,<10",
            // 12 under the contract, one of which says that 7 were not recorded, and 15 without a contract.
            "year,2026,refused,30",
            // 4 tables and the failed one.
            "year,2026,rho,0.00625", "year,2026,delta,0.000000000000005",
            // 63 people of 0.20 and 4 tables of 50.
            "year,2026,fees_cny,212.60",
            "month,2026-01,calls,<10", "month,2026-06,calls,20", "month,2026-12,calls,<10", "month,2026-02,calls,0",
            "operation,scores,subjects,60", "operation,aggregates,calls,<10",
            "product,housing-credit,consumers,1", "product,housing-credit,rho,0.00625",
            "reason,no-contract,requests,20", "reason,quota-exhausted,requests,<10",
            "alert,refusal-burst,raised,2", "alert,refusal-burst,acknowledged,1"])
            lines.ShouldContain(line);
        _error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_IsWellFormedLoadsNothingAndShowsTheSame()
    {
        await WriteLogAsync();
        (await RunAsync()).ShouldBe(Exit.Ok);
        _error.ToString().ShouldContain("ccb-housing-credit v1");
        var html = await File.ReadAllTextAsync(Path.Combine(_folder, "out", "disclosure-2026.html"));
        foreach (var forbidden in (string[])["<script", "http://", "https://", "src=", "url("]) html.ShouldNotContain(forbidden);
        // XML wants every element closed; of HTML's own only these are not.
        var page = XDocument.Parse(html[html.IndexOf("<body", StringComparison.Ordinal)..].Replace("</html>", "", StringComparison.Ordinal));
        page.Descendants("svg").Count().ShouldBe(5);
        page.Descendants("svg").First().Elements("rect").Count().ShouldBe(12, "months");
        page.Descendants("dd").Select(d => d.Value).ShouldBe(["1", "1", "1", "30", "60", "30", "0.00625", "0.000000000000005", "-"]);
        html.ShouldContain("无有效合约");
    }

    [Fact]
    public async Task Disclosure_OfALogThatWasChanged_IsRefused()
    {
        await WriteLogAsync();
        var tile = Path.Combine(LogFolder, "tile", "0", "000.p", "60");
        var bytes = await File.ReadAllBytesAsync(tile);
        bytes[40] ^= 1;
        await File.WriteAllBytesAsync(tile, bytes);
        (await RunAsync()).ShouldBe(Exit.Failed);
        Directory.Exists(Path.Combine(_folder, "out")).ShouldBeFalse();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task WriteLogAsync()
    {
        using var log = new TestLog().Open(DiskFiles.Instance, LogFolder);
        Task Add(LogEntry entry) => log.AppendAsync(entry, [], CancellationToken.None).AsTask();
        var june = new DateTimeOffset(2026, 6, 15, 2, 0, 0, TimeSpan.Zero);
        // Before the year and after it, by minutes, in Shanghai.
        await Add(Score(new(2025, 12, 31, 15, 59, 0, TimeSpan.Zero)));
        await Add(Table(new(2025, 12, 31, 16, 0, 0, TimeSpan.Zero)));
        for (var i = 0; i < 20; i++) await Add(Score(june));
        for (var i = 0; i < 3; i++) await Add(Table(june));
        await Add(Table(june) with { Replay = true, NanoRho = null, FemtoDelta = null });
        await Add(Table(june) with { Outcome = AccessOutcome.Failed, Reasons = ["job-failed"] });
        for (var i = 0; i < 5; i++) await Add(Score(june) with { Outcome = AccessOutcome.Refused, Reasons = ["quota-exhausted"], Suppressed = i == 4 ? 7 : null });
        for (var i = 0; i < 15; i++)
            await Add(new AccessEntry { Time = june, Outcome = AccessOutcome.Refused, Consumer = "telecom-cmcc", Operation = "scores", Product = "housing-credit", Reasons = ["no-contract"] });
        await Add(Score(new(2026, 12, 31, 15, 59, 0, TimeSpan.Zero)));
        await Add(Score(new(2026, 12, 31, 16, 0, 0, TimeSpan.Zero)));
        for (var i = 0; i < 2; i++) await Add(Event(june, "alert-raised", ("kind", "refusal-burst")));
        await Add(Event(june, "alert-acknowledged", ("alert", "50")));
        await Add(Event(june.AddYears(1), "alert-raised", ("kind", "refusal-burst")));
        for (var i = 0; i < 7; i++) await Add(Event(june, "worker-started", ("kind", "scores")));
    }

    private static AccessEntry Score(DateTimeOffset time) => new()
    {
        Time = time, Outcome = AccessOutcome.Granted, Consumer = "bank-ccb", Operation = "scores", Product = "housing-credit", Contract = "ccb-housing-credit",
        ContractVersion = 1, ContractSha256 = Sha256, Subjects = 3,
    };

    private static AccessEntry Table(DateTimeOffset time) => Score(time) with { Operation = "aggregates", Subjects = null, NanoRho = 1_250_000, FemtoDelta = 1 };

    private static EventEntry Event(DateTimeOffset time, string name, (string Name, string Value) fact) =>
        new() { Time = time, Event = name, Facts = new Dictionary<string, string>(StringComparer.Ordinal) { [fact.Name] = fact.Value } };

    private Task<int> RunAsync(params string[] more)
    {
        string[] line = ["audit", "disclosure", "--year", "2026", "--log", LogFolder, "--out", Path.Combine(_folder, "out"), .. more];
        return Dpg.RunAsync(line, new Session(new Texts(chinese: false), new StringWriter(), _error, AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_error) }), _ => null, TimeProvider.System));
    }
}
