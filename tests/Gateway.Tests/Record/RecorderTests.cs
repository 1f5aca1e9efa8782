using System.Diagnostics.Metrics;
using Gateway.Aggregates;
using Gateway.Alerts.Drift;
using Gateway.Answers;
using Gateway.Audit;
using Gateway.Client.Aggregates;
using Gateway.Hosting;
using Gateway.Ledger;
using Gateway.Ledger.Anchoring;
using Gateway.Metrics;
using Gateway.Record;
using Gateway.Stores;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Policies.Costs;
using Policies.Decisions;
using Sandbox.Protocol.Releases;

using Receipt = Gateway.Client.Receipts.Receipt;

namespace Gateway.Tests.Record;

public sealed class RecorderTests : IDisposable
{
    private static readonly AnswerKey Key = new("bank-ccb", "k1");
    private readonly string _folder = Directory.CreateTempSubdirectory("recorder").FullName;
    private readonly ReplayStore _replays;
    private readonly Trace _trace = new();
    private readonly ScoreTally _scores = new(TimeProvider.System);

    public RecorderTests() => _replays = new ReplayStore(Options.Create(new GatewayOptions { State = _folder }), TimeProvider.System);

    public void Dispose()
    {
        _replays.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task SettleAsync_Answer_IsStoredThenRecordedThenSent()
    {
        var exchange = Exchanges.Answered(Key);
        _trace.Exchange = exchange;
        await Recorder().SettleAsync(exchange);
        _trace.Steps.ShouldBe(["complete, sent 0", "granted, sent 0"]);
        exchange.Sent().ShouldBe(Exchanges.Body);
        var receipt = exchange.Http.Response.Headers["Receipt"].ToString();
        receipt.ShouldStartWith("index=0, nonce=:");
        receipt.ShouldEndWith(", nano-rho=0, femto-delta=0");
        exchange.Http.Response.Headers["Content-Digest"].ToString().ShouldStartWith("sha-256=:");
    }

    [Theory]
    [InlineData(true, false, "store-unavailable")]
    [InlineData(false, true, "log-unavailable")]
    public async Task SettleAsync_StoreOrLogFails_NothingOfTheAnswerLeaves(bool storeFails, bool logFails, string code)
    {
        _trace.StoreFails = storeFails;
        if (logFails) _trace.LogFailure = new LogUnavailableException("full");
        var exchange = Exchanges.Answered(Key);
        await Recorder().SettleAsync(exchange);
        exchange.Http.Response.StatusCode.ShouldBe(503);
        exchange.Sent().ShouldContain(code);
        exchange.Sent().ShouldNotContain("scores\":");
        exchange.Http.Response.Headers.ContainsKey("Receipt").ShouldBeFalse();
        if (!storeFails) return;

        // The job has run, and is no gap.
        var entry = _trace.Entries.Single().ShouldBeOfType<AccessEntry>();
        entry.Outcome.ShouldBe(AccessOutcome.Failed);
        entry.Reasons.ShouldBe(["store-unavailable"]);
        (entry.WorkerBoot, entry.WorkerCounter).ShouldBe((Convert.ToHexStringLower(Exchanges.BootId), 7));
    }

    [Fact]
    public async Task SettleAsync_LogHasABug_IsAProblemAndNothingOfTheAnswerLeaves()
    {
        _trace.LogFailure = new InvalidOperationException("a bug, and not for the caller");
        var exchange = Exchanges.Answered(Key);
        await Recorder().SettleAsync(exchange);
        exchange.Http.Response.StatusCode.ShouldBe(500);
        exchange.Sent().ShouldContain("internal-error");
        exchange.Sent().ShouldNotContain("a bug");
        exchange.Sent().ShouldNotContain("scores\":");
    }

    [Fact]
    public async Task SettleAsync_Answer_EntryHoldsSaltedHashesOnly()
    {
        var exchange = Exchanges.Answered();
        await Recorder().SettleAsync(exchange);
        var entry = _trace.Entries.Single().ShouldBeOfType<AccessEntry>();
        var nonce = Convert.FromBase64String(exchange.Http.Response.Headers["Receipt"].ToString().Split("nonce=:")[1].Split(':')[0]);
        var queryNonce = Convert.FromBase64String(exchange.Http.Response.Headers["Receipt"].ToString().Split("query-nonce=:")[1].Split(':')[0]);
        queryNonce.ShouldNotBe(nonce, "who may know the query need not learn the answer");
        entry.ResultHash.ShouldBe(Convert.ToBase64String(SaltedHash.Of(nonce, System.Text.Encoding.UTF8.GetBytes(Exchanges.Body))));
        entry.QueryHash.ShouldBe(Convert.ToBase64String(SaltedHash.Of(queryNonce, "{}"u8)));
        entry.WorkerCounter.ShouldBe(7);
        entry.Replay.ShouldBeNull();
    }

    [Fact]
    public async Task SettleAsync_AnswerThatWasCharged_ReceiptSaysCostAndBalanceAsTheEntryDoes()
    {
        var exchange = Exchanges.Answered();
        var charge = new LedgerEntry(5, 1, "bank-ccb", "c", "d", new PrivacyCost(7, 8), 202611, DateTimeOffset.UnixEpoch, new byte[32]);
        exchange.Charge = new ChargeOutcome.Charged(charge, default, Repeated: false);
        exchange.Balance = new Balance(new PrivacyCost(90, 80), new PrivacyCost(900, 800));
        await Recorder().SettleAsync(exchange);
        Receipt.TryParse(exchange.Http.Response.Headers["Receipt"].ToString(), out var receipt).ShouldBeTrue();
        var entry = _trace.Entries.Single().ShouldBeOfType<AccessEntry>();
        receipt.Cost.ShouldBe(new PrivacyAmount(entry.NanoRho!.Value, entry.FemtoDelta!.Value));
        receipt.Left.ShouldBe(new PrivacyAmount(entry.NanoRhoLeft!.Value, entry.FemtoDeltaLeft!.Value));
    }

    [Fact]
    public async Task SettleAsync_BadRelease_FailsAndRaisesAnAlarm()
    {
        var exchange = Exchanges.Answered(Key);
        exchange.Capture = exchange.Capture! with { Release = null };
        await Recorder().SettleAsync(exchange);
        exchange.Http.Response.StatusCode.ShouldBe(503);
        _trace.Entries.OfType<EventEntry>().Single().Event.ShouldBe("bad-release");
        _trace.Entries.OfType<AccessEntry>().Single().Outcome.ShouldBe(AccessOutcome.Failed);
        _trace.Steps.ShouldContain("abandon, sent 0");
    }

    [Fact]
    public async Task SettleAsync_Replay_IsRecordedAgainAndNotStoredAgain()
    {
        var exchange = Exchanges.Answered();
        exchange.Capture = null;
        exchange.Replay = new StoredAnswer("[1]"u8.ToArray(), "application/json", "c", "m", "v", "00", 3);
        await Recorder().SettleAsync(exchange);
        _trace.Steps.ShouldBe(["granted, sent 0"]);
        _trace.Entries.Single().ShouldBeOfType<AccessEntry>().Replay.ShouldBe(true);
        exchange.Sent().ShouldBe("[1]");
    }

    [Fact]
    public async Task SettleAsync_RefusalOfAKnownCaller_IsRecordedWithEveryReason()
    {
        var exchange = Exchanges.Answered(Key);
        exchange.Refusal = new Refusal([ReasonTable.PurposeNotGranted.With("x"), ReasonTable.BatchTooLarge.With("1")]);
        await Recorder().SettleAsync(exchange);
        var entry = _trace.Entries.Single().ShouldBeOfType<AccessEntry>();
        entry.Outcome.ShouldBe(AccessOutcome.Refused);
        entry.Reasons.ShouldBe(["purpose-not-granted", "batch-too-large"]);
        exchange.Http.Response.StatusCode.ShouldBe(403);
    }

    [Fact]
    public async Task SettleAsync_RefusalThatCannotBeRecorded_IsA503()
    {
        _trace.LogFailure = new LogUnavailableException("full");
        var exchange = Exchanges.Answered();
        exchange.Refusal = new Refusal(ReasonTable.PurposeNotGranted.With("x"));
        await Recorder().SettleAsync(exchange);
        exchange.Sent().ShouldContain("log-unavailable");
    }

    [Fact]
    public async Task SettleAsync_CallerUnknown_RecordsNothing()
    {
        var exchange = Exchanges.Answered();
        exchange.Caller = null;
        exchange.Refusal = new Refusal(ReasonTable.Unauthenticated.With());
        await Recorder().SettleAsync(exchange);
        _trace.Entries.ShouldBeEmpty();
        exchange.Http.Response.StatusCode.ShouldBe(401);
    }

    [Fact]
    public async Task SettleAsync_RefusalsPastTheAllowance_AreNoLongerToldApart()
    {
        var recorder = Recorder();
        for (var i = 0; i <= RefusalAllowance.Burst; i++)
        {
            var exchange = Exchanges.Answered();
            exchange.Refusal = new Refusal(ReasonTable.PurposeNotGranted.With("x"));
            await recorder.SettleAsync(exchange);
            exchange.Http.Response.StatusCode.ShouldBe(i < RefusalAllowance.Burst ? 403 : 429);
        }

        _trace.Entries.Count.ShouldBe(RefusalAllowance.Burst);
    }

    private Recorder Recorder()
    {
        var time = new FakeTimeProvider();
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        return new Recorder(_trace, new LogAnchors("", ""), _trace, _replays, new RefusalAllowance(time), _scores, time, new GatewayMetrics(meters), NullLogger<Recorder>.Instance);
    }

    /// <summary>A log and a store that note in what order they were called, and how much had been sent by then.</summary>
    private sealed class Trace : IAccessLog, IAnswerStore
    {
        public List<string> Steps { get; } = [];
        public List<LogEntry> Entries { get; } = [];
        public Exchange? Exchange { get; set; }
        public bool StoreFails { get; set; }
        public Exception? LogFailure { get; set; }
        public string Origin => "gateway.test";

        public byte[] QueryNonce(ReadOnlySpan<byte> resultHash) => System.Security.Cryptography.SHA256.HashData(resultHash);

        public ValueTask<LogPosition> AppendAsync(LogEntry entry, IReadOnlyList<string> subjects, CancellationToken cancellation)
        {
            if (LogFailure is not null) throw LogFailure;
            Note(entry is AccessEntry access ? access.Outcome.ToString().ToLowerInvariant() : "event");
            Entries.Add(entry);
            return new(new LogPosition(Entries.Count - 1));
        }

        public ValueTask<AnswerLookup> BeginAsync(AnswerKey key, ReadOnlyMemory<byte> requestHash, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public ValueTask CompleteAsync(AnswerKey key, StoredAnswer answer, CancellationToken cancellation)
        {
            if (StoreFails) throw new StoreUnavailableException("answer");
            Note("complete");
            return default;
        }

        public ValueTask AbandonAsync(AnswerKey key, CancellationToken cancellation)
        {
            Note("abandon");
            return default;
        }

        private void Note(string step) => Steps.Add($"{step}, sent {Exchange?.Http.Response.Body.Length ?? 0}");
    }
}
