using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Policies;
using Policies.Contracts;
using Policies.Decisions;
using Policies.Queries;

namespace Benchmarks.Decision;

/// <summary>
/// A decision as the gateway makes it — the contract of a caller and a product, the product, the evaluation — under 10,000 contracts and under
/// 10, alternating, a uniformly random contract each time. Reading all documents and one changed one is timed too.
/// </summary>
internal static class DecisionBenchmark
{
    private const int Many = 10_000;
    private const int Few = 10;
    private const int Rounds = 9;
    private const int Decisions = 100_000;
    private static int _names; // keeps the reading of names from being optimised away
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.FromHours(8));

    public static async Task RunAsync(TextWriter to)
    {
        using var manyFolder = new ManyPolicies(Many);
        using var fewFolder = new ManyPolicies(Few);
        var tree = new PolicyTree(manyFolder.Folder);
        var started = Stopwatch.GetTimestamp();
        var many = Sound(tree.Load());
        var load = Stopwatch.GetElapsedTime(started);
        var few = Sound(PolicyFolder.Load(fewFolder.Folder));
        if (many.Contracts.Count != Many || many.Products.Count != ManyPolicies.Products
            || many.Datasets.Values.Sum(d => d.Spec.Columns.Count + 1) != ManyPolicies.Columns)
            throw new InvalidOperationException("These are not the policies that were to be measured.");

        var query = ScoreQueryParser.Parse("""{"purpose":"post-loan","subjects":[{"id":"A1","features":{"income":9000,"loan_amount":1}}]}"""u8).Query!;
        Measure(many, Many, query);
        Measure(few, Few, query);
        List<Figures> ofMany = [], ofFew = [];
        for (var round = 0; round < Rounds; round++)
        {
            ofMany.Add(Measure(many, Many, query));
            ofFew.Add(Measure(few, Few, query));
        }

        Line("decision.p50", Median(ofMany.Select(f => f.P50)), "us");
        Line("decision.p99", Median(ofMany.Select(f => f.P99)), "us");
        Line("decision.alloc", Median(ofMany.Select(f => f.Allocated)), "bytes");
        Line("decision.growth_ratio", Median(ofMany.Zip(ofFew, (m, f) => m.P50 / f.P50)), "x");
        Line("decision.load", load.TotalSeconds, "s");
        Line("decision.reload", Reload(manyFolder, tree), "ms");
        await to.FlushAsync();

        void Line(string name, double value, string unit) => to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.###} {unit}"));
    }

    private static Figures Measure(PolicySet policies, int contracts, ScoreQuery query)
    {
        // Who asks of what is fixed beforehand. A request's own names were read just before, by sign-in and routing: they are read here too.
        var callers = Enumerable.Range(0, contracts).Select(c => (Consumer: ManyPolicies.Consumer(c), Product: ManyPolicies.ProductOf(c))).ToArray();
        var asked = Enumerable.Range(0, Decisions).Select(_ => RandomNumberGenerator.GetInt32(contracts)).ToArray();
        foreach (var caller in callers) Decide(policies, caller, query);
        var ticks = new long[Decisions];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < asked.Length; i++)
        {
            var caller = callers[asked[i]];
            _names = caller.Consumer[^1] + caller.Product[^1];
            var started = Stopwatch.GetTimestamp();
            Decide(policies, caller, query);
            ticks[i] = Stopwatch.GetTimestamp() - started;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Array.Sort(ticks);
        return new Figures(Microseconds(ticks[Decisions / 2]), Microseconds(ticks[Decisions * 99 / 100]), (double)allocated / Decisions);
    }

    private static void Decide(PolicySet policies, (string Consumer, string Product) caller, ScoreQuery query)
    {
        var product = policies.Products[caller.Product];
        var contract = policies.Contracts[caller];
        if (Evaluator.Evaluate(contract, product, query, Now) is not Grant grant || !ReferenceEquals(grant.Contract, contract))
            throw new InvalidOperationException("A decision was not the one expected.");
    }

    private static double Reload(ManyPolicies folder, PolicyTree tree) => Median(Enumerable.Range(2, Rounds).Select(version =>
    {
        var contract = version * 997;
        var file = folder.Change(contract, version);
        var started = Stopwatch.GetTimestamp();
        var policies = Sound(tree.Reload([file]));
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        ContractVersion live = policies.Contracts[(ManyPolicies.Consumer(contract), ManyPolicies.ProductOf(contract))];
        return live.Document.Version == version ? elapsed : throw new InvalidOperationException("The changed contract is not live.");
    }));

    private static PolicySet Sound((PolicySet? Policies, IReadOnlyList<PolicyError> Errors) loaded) =>
        loaded.Policies ?? throw new InvalidOperationException(string.Join('\n', loaded.Errors.Take(10)));

    private static double Median(IEnumerable<double> values) => Benchmarks.Median.Of([.. values]);

    private static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;

    private sealed record Figures(double P50, double P99, double Allocated);
}
