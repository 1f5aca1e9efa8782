using Gateway.Audit;
using Gateway.Audit.Notes;
using Gateway.Tests.OpenApi;
using Gateway.Witnesses;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Testing.Faults;

namespace Gateway.Tests.Witnesses;

public sealed class WitnessedLogTests
{
    [Fact]
    public async Task Log_WitnessesAwayForTooLong_TakesNothingInUntilTheyAreBack()
    {
        var time = new FakeTimeProvider();
        var tail = new CosignTail(Options.Create(new WitnessOptions()), time);
        var log = new WitnessedLog(new FakeDependencies(), tail);
        tail.Waits();
        time.Advance(TimeSpan.FromSeconds(60));
        tail.Waits();
        await log.AppendAsync(TestLog.Entry("in time"), [], CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<LogUnavailableException>(async () => await log.AppendAsync(TestLog.Entry("late"), [], CancellationToken.None));
        tail.CaughtUp();
        await log.AppendAsync(TestLog.Entry("back"), [], CancellationToken.None);
    }

    [Fact]
    public void Options_EveryMistake_IsNamed()
    {
        using var log = new NoteSigner("log", NoteKeyKind.Log, new byte[32]);
        using var witness = new NoteSigner("w", NoteKeyKind.Witness, new byte[32]);
        var validator = new WitnessAddressValidator();
        var good = new WitnessAddress { Url = "http://127.0.0.1:8444", Key = witness.VerifierKey.ToString() };
        validator.Validate(null, new WitnessOptions { Witnesses = { good } }).Succeeded.ShouldBeTrue();
        var bad = new WitnessOptions
        {
            Witnesses = { new WitnessAddress { Url = "http://example.com", Key = log.VerifierKey.ToString() }, good, good },
            Needed = 4,
        };
        validator.Validate(null, bad).Failures!.Count().ShouldBe(4);
    }
}
