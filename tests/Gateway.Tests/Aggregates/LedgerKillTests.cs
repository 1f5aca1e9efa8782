using System.Collections.Concurrent;
using Testing;
using Testing.Processes;
using Testing.Seeds;

namespace Gateway.Tests.Aggregates;

/// <summary>
/// <c>kill -9</c> of the gateway at random instants under load. Whatever was released was charged and recorded; a question that is asked again gets the bytes that
/// were released, and is not charged again.
/// </summary>
[Collection(nameof(Town))]
public sealed class LedgerKillTests
{
    private const int Callers = 16;
    private const int AskedAgain = 48;
    private readonly ConcurrentDictionary<string, string> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _unanswered = [];
    private readonly ConcurrentBag<long> _charges = [];

    [Fact]
    public async Task Gateway_KilledUnderLoad_NeverReleasesWhatWasNotCharged()
    {
        await using var town = new Town(contractBudget: 60_000, datasetBudget: 60_000);
        var (random, asked) = (new Seeded(20220930), 0);
        for (var round = 0; round < Length.Of(shortForm: 2, full: 200); round++)
        {
            await town.StartAsync();
            var answered = _answers.Keys.Order(StringComparer.Ordinal).ToList();
            HashSet<string> again = [.. _unanswered, .. Enumerable.Range(0, answered.Count > 0 ? AskedAgain : 0).Select(_ => random.Pick(answered))];
            _unanswered.Clear();
            await Parallel.ForEachAsync(again, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (sql, _) => await AskAgainAsync(town, sql));
            var enough = _answers.Count + 1 + random.Next(120);
            var callers = Enumerable.Range(0, Callers).Select(_ => LoadAsync(town, () => Interlocked.Increment(ref asked))).ToList();
            await Until.TrueAsync(() => Task.FromResult(_answers.Count >= enough || callers.TrueForAll(c => c.IsCompleted)), TimeSpan.FromSeconds(60), "some answers");
            await town.Gateway.KillAsync();
            await Task.WhenAll(callers);
            await town.StopAsync();
        }

        var entries = await TownLedger.EntriesAsync(town);
        entries.Count.ShouldBeGreaterThanOrEqualTo(_answers.Count, "released ≤ charged");
        entries.Count.ShouldBeLessThanOrEqualTo(asked, "no question was charged twice");
        _answers.Values.Distinct().Count().ShouldBe(_answers.Count, "no two questions share an answer");
        var recorded = (await TownLedger.LogAsync(town)).Where(e => e.LedgerSequence is not null).Select(e => e.LedgerSequence!.Value).ToHashSet();
        _charges.Except(recorded).ShouldBeEmpty("what was released is recorded with its charge");
        _charges.Except(entries.Select(e => e.Sequence)).ShouldBeEmpty();
    }

    private async Task LoadAsync(Town town, Func<int> next)
    {
        while (true)
        {
            var sql = Town.Question(next());
            try
            {
                var reply = await town.AskAsync(sql);
                if (!reply.Ok) throw new InvalidOperationException(reply.Body);
                _charges.Add(reply.Ledger.ShouldNotBeNull("what is asked for the first time is charged"));
                _answers[sql] = reply.Body;
            }
            catch (HttpRequestException)
            {
                _unanswered.Add(sql);
                return;
            }
        }
    }

    private async Task AskAgainAsync(Town town, string sql)
    {
        var reply = await town.AskAsync(sql);
        reply.Ok.ShouldBeTrue(reply.Body);
        if (reply.Ledger is { } charge) _charges.Add(charge);
        if (_answers.TryGetValue(sql, out var first)) (reply.Body, reply.Ledger).ShouldBe((first, null));
        else _answers[sql] = reply.Body;
    }
}
