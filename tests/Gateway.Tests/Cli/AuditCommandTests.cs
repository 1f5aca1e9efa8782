using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gateway.Audit;
using Gateway.Audit.Files;
using Gateway.Audit.Sealing;
using Gateway.Audit.Subjects;
using Gateway.Cli;
using Gateway.Cli.Language;
using Gateway.Cli.Sessions;
using Gateway.Client.Keys;
using Gateway.Tests.Client;
using Spectre.Console;
using Testing.Faults;

namespace Gateway.Tests.Cli;

public sealed class AuditCommandTests : IDisposable
{
    private const string Id = "41010119900101123X";
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);
    private readonly string _home = Directory.CreateTempSubdirectory("home-").FullName;
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    [Fact]
    public async Task Key_MadeOnce_IsShownAgain()
    {
        var file = Path.Combine(_home, "audit.key");
        (await RunAsync("audit", "key", file)).ShouldBe(Exit.Ok);
        var made = _out.ToString();
        RegulatorKey.TryParse(made.TrimEnd(), out _).ShouldBeTrue();
        _out.GetStringBuilder().Clear();
        (await RunAsync("audit", "key", file)).ShouldBe(Exit.Ok);
        _out.ToString().ShouldBe(made);
        (await File.ReadAllTextAsync(file + ".pub")).ShouldBe(made);
    }

    [Fact]
    public async Task Index_OfALogsFolder_IsBuiltAndBuiltAnew()
    {
        var folder = Path.Combine(_home, "log");
        using (var log = new TestLog().Open(DiskFiles.Instance, folder))
            for (var i = 0; i < 3; i++) await log.AppendAsync(TestLog.Entry($"{i}"), [], default);
        (await RunAsync("audit", "index", folder)).ShouldBe(Exit.Ok);
        (await RunAsync("audit", "index", folder)).ShouldBe(Exit.Ok);
        (await RunAsync("audit", "index", folder, "--rebuild")).ShouldBe(Exit.Ok);
        _out.ToString().Split('\n')[..3].ShouldBe(["3 entries indexed; the index covers 3", "0 entries indexed; the index covers 3", "3 entries indexed; the index covers 3"]);
        (await RunAsync("audit", "index", Path.Combine(_home, "nothing"))).ShouldBe(Exit.Failed);
        (await RunAsync("audit", "index", _home)).ShouldBe(Exit.Failed);
    }

    [Theory]
    [InlineData("the log's", Exit.Ok)]
    [InlineData("another", Exit.Failed)]
    public async Task Person_Asked_SendsHashesAndNeitherIdNorKey(string told, int exit)
    {
        using var pair = RegulatorKeyPair.Ensure(Path.Combine(_home, "audit.key"));
        var key = RandomNumberGenerator.GetBytes(32);
        var sealedKey = SealedKey.Seal(pair.Public, key, "gateway.local", Now, Now.AddDays(7));
        await using var gateway = await StubGateway.StartAsync();
        gateway.Answer = (http, _) => StubGateway.JsonAsync(http, http.Request.Path.Value switch
        {
            "/v1/audit/keys" => $$"""{"keys":[{{System.Text.Encoding.UTF8.GetString(sealedKey.ToBytes())}}]}""",
            "/v1/audit/persons" => """{"recorded":9,"size":8,"entries":[{"index":5,"entry":{"consumer":"bank-ccb","time":"2026-11-24T02:00:00.000Z"}}],"next":null}""",
            _ => new JsonObject
            {
                ["size"] = 8, ["next"] = null,
                ["entries"] = new JsonArray(new JsonObject
                {
                    ["index"] = 0,
                    ["entry"] = new JsonObject { ["facts"] = new JsonObject { ["key"] = sealedKey.Key, ["keySha256"] = told == "another" ? "x" : sealedKey.KeySha256 } },
                }),
            }.ToJsonString(),
        });
        var client = Client(gateway);
        (await RunAsync("audit", "person", Id.ToLowerInvariant(), "--reason", "complaint", "--audit-key", Path.Combine(_home, "audit.key"), "--key", client)).ShouldBe(exit);

        _out.ToString().ShouldContain("5\t2026-11-24 10:00:00\tbank-ccb");
        _error.ToString().ShouldContain("1 accesses among the first 8 entries; this search is entry 9");
        if (exit != Exit.Ok) _error.ToString().ShouldContain(sealedKey.Key);
        var hash = Convert.ToBase64String(HMACSHA256.HashData(key, System.Text.Encoding.UTF8.GetBytes(Id)));
        var sent = string.Join('\n', gateway.Calls.Select(c => c.Body));
        JsonNode.Parse(sent)!["hashes"]![0]!["hash"]!.GetValue<string>().ShouldBe(hash);
        foreach (var secret in new[] { Id, Id.ToLowerInvariant(), Convert.ToBase64String(key), Convert.ToHexStringLower(key) })
            sent.ShouldNotContain(secret);
    }

    [Theory]
    [InlineData(true, Exit.Ok, "was destroyed after the retention")]
    [InlineData(false, Exit.Failed, "the log tells of no destruction")]
    public async Task Person_PeriodWithoutItsKey_IsNamedAndOnlyADestroyedOneIsRight(bool destroyed, int exit, string said)
    {
        using var pair = RegulatorKeyPair.Ensure(Path.Combine(_home, "audit.key"));
        var gone = SealedKey.Seal(pair.Public, RandomNumberGenerator.GetBytes(32), "gateway.local", Now.AddYears(-4), Now.AddYears(-4).AddDays(7));
        var held = SealedKey.Seal(pair.Public, RandomNumberGenerator.GetBytes(32), "gateway.local", Now, Now.AddDays(7));
        await using var gateway = await StubGateway.StartAsync();
        gateway.Answer = (http, _) => StubGateway.JsonAsync(http, http.Request.Path.Value switch
        {
            "/v1/audit/keys" => $$"""{"keys":[{{System.Text.Encoding.UTF8.GetString(held.ToBytes())}}]}""",
            "/v1/audit/persons" => """{"recorded":9,"size":8,"entries":[],"next":null}""",
            _ when http.Request.Query["event"] == SubjectKeyEvents.Destroyed => destroyed ? Page(SubjectKeyEvents.Destruction(gone, Now)) : Page(),
            _ => Page(SubjectKeyEvents.Began(gone, [], gone.From), SubjectKeyEvents.Began(held, [], held.From)),
        });
        string[] keys = ["--audit-key", Path.Combine(_home, "audit.key"), "--key", Client(gateway)];
        (await RunAsync(["audit", "person", Id, "--reason", "complaint", .. keys])).ShouldBe(exit);
        _error.ToString().ShouldContain(said);
        _error.ToString().ShouldContain("2022-11-24T02:00:00+00:00 to 2022-12-01T02:00:00+00:00");

        (await RunAsync(["audit", "keys", .. keys])).ShouldBe(exit);
        _out.ToString().ShouldContain(gone.Key);

        static string Page(params EventEntry[] events) => new JsonObject
        {
            ["size"] = 8, ["next"] = null,
            ["entries"] = new JsonArray([.. events.Select((e, i) => (JsonNode)new JsonObject
            {
                ["index"] = i,
                ["entry"] = new JsonObject { ["event"] = e.Event, ["facts"] = new JsonObject(e.Facts!.Select(f => KeyValuePair.Create(f.Key, (JsonNode?)f.Value))) },
            })]),
        }.ToJsonString();
    }

    [Theory]
    [InlineData("this", Exit.Ok)]
    [InlineData("another", Exit.Failed)]
    [InlineData("no index", Exit.Failed)]
    public async Task Query_OfAnEntry_IsToldFromAnyOtherWithTheRegulatorsKeys(string which, int exit)
    {
        const string body = """{"purpose":"credit-granting","subjects":[{"id":"A1"}]}""";
        var file = Path.Combine(_home, "request.json");
        await File.WriteAllTextAsync(file, which == "another" ? body.Replace("A1", "A2") : body, TestContext.Current.CancellationToken);
        using var pair = RegulatorKeyPair.Ensure(Path.Combine(_home, "audit.key"));

        // A log whose key went to the regulator; the entry is written as the gateway does it.
        var folder = Path.Combine(_home, "log");
        AccessEntry entry;
        SealedKey sealedKey;
        using (var log = new TestLog { RegulatorKey = pair.Public.ToString() }.Open(DiskFiles.Instance, folder))
        {
            await log.AdvanceSubjectKeyAsync(Now);
            sealedKey = SealedKeys.List(folder).ShouldHaveSingleItem();
            var result = RandomNumberGenerator.GetBytes(32);
            var salted = SHA256.HashData([.. log.QueryNonce(result), .. System.Text.Encoding.UTF8.GetBytes(body)]);
            entry = TestLog.Entry("t") with { ResultHash = Convert.ToBase64String(result), QueryHash = Convert.ToBase64String(salted) };
        }

        await using var gateway = await StubGateway.StartAsync();
        gateway.Answer = (http, _) => StubGateway.JsonAsync(http, http.Request.Path.Value switch
        {
            "/v1/audit/keys" => $$"""{"keys":[{{System.Text.Encoding.UTF8.GetString(sealedKey.ToBytes())}}]}""",
            _ when http.Request.Query["event"].Count > 0 => """{"size":8,"next":null,"entries":[]}""",
            _ => $$$"""{"size":8,"next":null,"entries":[{"index":5,"entry":{"resultHash":"{{{entry.ResultHash}}}","queryHash":"{{{entry.QueryHash}}}"}}]}""",
        });
        (await RunAsync("audit", "query", which == "no index" ? "4" : "5", file, "--audit-key", Path.Combine(_home, "audit.key"), "--key", Client(gateway))).ShouldBe(exit);
        (which == "this" ? _out : _error).ToString().ShouldContain(which switch
        {
            "this" => "Entry 5 is of this query", "another" => "Under no key that opens", _ => "Entry 4 is not there yet",
        });
        gateway.Calls.ShouldAllBe(call => !call.Body.Contains("A1") && !call.Body.Contains("A2"), "the query stays with the regulator");
    }

    [Fact]
    public async Task Follow_WritesEntriesAsTheyComeUntilItIsStopped()
    {
        await using var gateway = await StubGateway.StartAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var asked = new List<string?>();
        gateway.Answer = async (http, _) =>
        {
            // The first call asks where the log ends; then come an entry, nothing, two entries, and the end.
            asked.Add(http.Request.Query["after"]);
            if (asked.Count == 5) await stop.CancelAsync();
            await StubGateway.JsonAsync(http, asked.Count switch
            {
                1 => Page(8),
                2 => Page(9, 8),
                3 => Page(9),
                4 => Page(12, 9, 11),
                _ => Page(12),
            });
        };
        (await RunAsync(stop.Token, "audit", "follow", "--consumer", "bank-ccb", "--key", Client(gateway))).ShouldBe(Exit.Failed);
        _error.ToString().ShouldContain("nterrupted");
        asked[1..].ShouldBe(["7", "8", "8", "11"]);
        _out.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('\t')[0]).ShouldBe(["8", "9", "11"]);

        static string Page(long size, params long[] entries) =>
            $$"""{"size":{{size}},"next":null,"entries":[{{string.Join(',', entries.Select(i => $$$"""{"index":{{{i}}},"entry":{"consumer":"bank-ccb","time":"2026-11-24T02:00:00.000Z"}}"""))}}]}""";
    }

    [Theory]
    [InlineData("audit", "person", "not an id!", "--reason", "r", "--audit-key", "x")]
    [InlineData("audit", "search", "--outcome", "perhaps")]
    [InlineData("audit", "search", "--newest", "--after", "1")]
    [InlineData("audit", "person", "A1", "--audit-key", "x")]
    public async Task Audit_BadCommandLine_Fails(params string[] args) => (await RunAsync(args)).ShouldNotBe(Exit.Ok);

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private string Client(StubGateway gateway)
    {
        var file = Path.Combine(_home, "regulator.json");
        ClientKeyFile.Generate(gateway.Address, "regulator", "regulator", ca: null).Save(file);
        return file;
    }

    private Task<int> RunAsync(params string[] args) => RunAsync(TestContext.Current.CancellationToken, args);

    private Task<int> RunAsync(CancellationToken cancellation, params string[] args)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_error) });
        return Dpg.RunAsync(args, new Session(new Texts(chinese: false), _out, _error, console, name => name == "HOME" ? _home : null, TimeProvider.System), cancellation);
    }
}
