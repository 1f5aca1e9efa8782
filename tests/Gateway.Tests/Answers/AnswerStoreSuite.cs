using Gateway.Answers;
using Gateway.Stores;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Answers;

/// <summary>What every answer store does. <see cref="Open"/> opens the same durable store again, as a new start of the gateway.</summary>
public abstract class AnswerStoreSuite
{
    private static readonly AnswerKey Key = new("bank-ccb", "key-1", "contract");
    private static readonly byte[] Hash = [1, 2, 3];
    private static readonly StoredAnswer Answer = new(new byte[] { 9, 8, 7 }, "application/json", "contract", "model", "version", "boot", 42);

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    internal abstract IAnswerStore Open();

    [Fact]
    public async Task Begin_NewKey_IsReservedThenInFlightThenStored()
    {
        var store = Open();
        await store.BeginAsync(Key, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Reserved>();
        await store.BeginAsync(Key, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.InFlight>();
        await store.CompleteAsync(Key, Answer, default);
        var stored = await store.BeginAsync(Key, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Stored>();
        stored.Answer.Body.ToArray().ShouldBe(Answer.Body.ToArray());
        (stored.Answer with { Body = Answer.Body }).ShouldBe(Answer);
    }

    [Fact]
    public async Task Begin_OtherRequest_IsAMismatchWhileRunningAndAfter()
    {
        var store = Open();
        await store.BeginAsync(Key, Hash, default);
        await store.BeginAsync(Key, new byte[] { 4 }, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Mismatch>();
        await store.CompleteAsync(Key, Answer, default);
        await store.BeginAsync(Key, new byte[] { 4 }, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Mismatch>();
    }

    [Fact]
    public async Task Begin_KeyOfAnotherConsumer_IsItsOwn()
    {
        var store = Open();
        await store.BeginAsync(Key, Hash, default);
        await store.BeginAsync(Key with { Consumer = "telecom-cmcc" }, new byte[] { 4 }, default).AsTask()
            .ShouldBeOfTypeAsync<AnswerLookup.Reserved>();
    }

    [Fact]
    public async Task Begin_ReservedBeforeACrash_IsTakenOverWithTheSameCharge()
    {
        var before = await Open().BeginAsync(Key, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Reserved>();
        var after = Open();
        await after.BeginAsync(Key, new byte[] { 4 }, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Mismatch>();
        var again = await after.BeginAsync(Key, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Reserved>();
        again.ChargeId.ShouldBe(before.ChargeId);
        await after.BeginAsync(Key, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.InFlight>();
    }

    [Fact]
    public async Task Complete_ThenRestart_IsStillStored()
    {
        var store = Open();
        await store.BeginAsync(Key, Hash, default);
        await store.CompleteAsync(Key, Answer, default);
        await Open().BeginAsync(Key, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Stored>();
    }

    [Fact]
    public async Task Begin_UnderALaterVersionOfTheContract_IsNewAndNeverGetsTheEarlierAnswer()
    {
        var store = Open();
        var later = Key with { Contract = "later" };
        var first = await store.BeginAsync(Key, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Reserved>();
        var second = await store.BeginAsync(later, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Reserved>();
        second.ChargeId.ShouldNotBe(first.ChargeId);
        await Should.ThrowAsync<StoreUnavailableException>(async () => await store.CompleteAsync(Key, Answer, default));
        await store.AbandonAsync(Key, default);
        await store.BeginAsync(later, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.InFlight>();
    }

    [Fact]
    public async Task Complete_NotReserved_IsRefused() =>
        await Should.ThrowAsync<StoreUnavailableException>(async () => await Open().CompleteAsync(Key, Answer, default));

    [Fact]
    public async Task Abandon_Reserved_RunsAfreshWithAnotherCharge()
    {
        var store = Open();
        var first = await store.BeginAsync(Key, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Reserved>();
        await store.AbandonAsync(Key, default);
        var second = await store.BeginAsync(Key, new byte[] { 4 }, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Reserved>();
        second.ChargeId.ShouldNotBe(first.ChargeId);
    }

    [Fact]
    public async Task Begin_AfterRetention_IsNewExceptWhileRunning()
    {
        var store = Open();
        var running = Key with { Key = "running" };
        await store.BeginAsync(running, Hash, default);
        await store.BeginAsync(Key, Hash, default);
        await store.CompleteAsync(Key, Answer, default);
        Time.Advance(TimeSpan.FromHours(25));
        await store.BeginAsync(Key, new byte[] { 4 }, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Reserved>();
        await store.BeginAsync(running, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.InFlight>();
    }

    [Fact]
    public async Task Begin_SixtyFourAtOnce_ReservesOnce()
    {
        var store = Open();
        for (var round = 0; round < 20; round++)
        {
            var key = Key with { Key = $"round-{round}" };
            var found = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () => await store.BeginAsync(key, Hash, default))));
            found.Count(f => f is AnswerLookup.Reserved).ShouldBe(1);
            found.Count(f => f is AnswerLookup.InFlight).ShouldBe(63);
        }
    }

    [Fact]
    public async Task Complete_BodyOfOneMegabyte_ComesBackWhole()
    {
        var store = Open();
        var body = new byte[1 << 20];
        body.AsSpan().Fill(0xA5);
        await store.BeginAsync(Key, Hash, default);
        await store.CompleteAsync(Key, Answer with { Body = body }, default);
        var stored = await store.BeginAsync(Key, Hash, default).AsTask().ShouldBeOfTypeAsync<AnswerLookup.Stored>();
        stored.Answer.Body.Span.SequenceEqual(body).ShouldBeTrue();
    }
}
