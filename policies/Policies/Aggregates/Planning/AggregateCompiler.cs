using Policies.Aggregates.Conditions;
using Policies.Contracts;
using Policies.Costs;
using Policies.Datasets;
using Policies.Decisions;
using Policies.Products;
using Policies.Queries.Aggregates;
using Sandbox.Privacy.Accounting;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Plans;
using Sandbox.Privacy.Selection;
using Sandbox.Protocol.Jobs;

namespace Policies.Aggregates.Planning;

/// <summary>
/// A query that may be asked → the job that answers it, its price and its forecast. Order, spelling and repetition in the query leave no trace, so that a
/// paraphrase gets the stored answer; nothing depends on data.
/// </summary>
internal sealed class AggregateCompiler(ContractDocument contract, AggregateClause clause, ProductDocument product, DatasetDocument dataset, QueryColumns columns)
{
    private const int LongestNumber = 24;

    /// <summary>The terms and the price; null with a reason.</summary>
    public (AggregateTerms Terms, PrivacyCost Cost)? Compile(AggregateQuery query, ref ReasonList reasons)
    {
        var problems = new JsonProblems();
        var where = query.Where is { } asked ? new Normaliser(columns.Filters, problems).Run(asked) : new Condition.Everything();
        var predicate = Predicate(where, query);
        var keys = KeyPlanner.Plan(query, columns, where, problems);
        if (query.From is { } from && !string.Equals(from.Name, product.Product, StringComparison.Ordinal)) problems.Add(from.Place, AggregateProblem.OtherProduct);
        foreach (var problem in problems.Reasons) reasons.Add(problem);
        if (problems.Any) return null;

        var hasPrivateKeys = keys.Exists(k => k is PrivateKeys);
        var measures = new MeasurePlanner(columns, dataset.Subject.Keep, hasPrivateKeys);
        var outputs = measures.Plan(query.Select);
        if (measures.Unfit is { } unfit)
        {
            reasons.Add(ReasonTable.BoundsUnfit.With(unfit));
            return null;
        }

        var keysConstant = keys.TrueForAll(k => columns.IsConstant(k.Column));
        long? publicGroups = hasPrivateKeys ? null : PublicGroups(keys);
        if (!IsSmall(keys, measures.Measures, outputs, predicate, ref reasons)) return null;
        var plan = PlanRule.Choose(new PlanFacts(
            dataset.Subject.MaxRows, dataset.Subject.Keep, dataset.Subject.Groups, keysConstant, ColumnsOf(predicate).All(columns.IsConstant), publicGroups,
            [.. measures.Measures.Select(m => m.Shapes), .. outputs.Exists(o => o.Measure is null) ? [new PlanMeasure(new SubjectCountShape(), new SubjectCountShape())] : (PlanMeasure[])[]]));
        var reach = plan.Reach(keysConstant, publicGroups);
        if (Spending(query, measures.Measures, outputs, plan, reach, hasPrivateKeys, ref reasons) is not { } spend) return null;
        if (!Selection(query, spend, reach, hasPrivateKeys, ref reasons, out var selection)) return null;

        BoundingPlan bounding = plan.Kind == PlanKind.RankedRows ? new RankedRows(plan.Rows) : new PerSubject(plan.Groups, plan.Rows);
        var job = new AggregateJob(
            product.Product, product.Dataset, "", bounding, predicate, keys, selection,
            [.. measures.Measures.Select((m, i) => m.Build(plan.Kind, spend.NoiseOf(i)))],
            [.. outputs.Select(o => Output(o, measures.Measures, query.Output))],
            ReplyTimes.ClassOf(bounding, (dataset.Subject.People ?? 0) * dataset.Subject.MaxRows));
        var forecasts = outputs.Select(o => Forecaster.Of(o, spend.SpendOf(spend.Parts[PartOf(o, measures.Measures)]), plan, reach, query.Spend.Accuracy?.Rows)).ToList();
        _ = Epsilon.TryOfMicro(Math.Min(Prices.MicroEpsilonFor(spend.NanoRho), Epsilon.MaxMicro), out var epsilon);
        return (new AggregateTerms(job, epsilon, bounding, reach, forecasts, selection is null ? null : KeyPeople(selection, reach)), new PrivacyCost(spend.NanoRho, selection?.FemtoDelta ?? 0));
    }

    private AggregatePredicate? Predicate(Condition where, AggregateQuery query) => where switch
    {
        Condition.Everything => null,
        // Any column does: no row meets it, and the price is the same.
        Condition.Nothing => ConditionCompiler.Never(dataset.Spec.Columns.Select(c => c.Name).First(n => columns.Filters.ContainsKey(n) && query.Where is not null)),
        _ => ConditionCompiler.Compile(where),
    };

    private static bool IsSmall(
        List<GroupColumn> keys, IReadOnlyList<PlannedMeasure> measures, List<PlannedOutput> outputs, AggregatePredicate? predicate, ref ReasonList reasons)
    {
        var perGroup = Math.Max(1, measures.Sum(m => m.Shapes.Ranked is TreeShape tree ? tree.Nodes : 3));
        var groups = PublicGroups(keys);
        var small = groups <= AggregateLimits.MaxPublicGroups && groups * perGroup <= AggregateLimits.MaxNoisyNumbers && outputs.Count <= AggregateLimits.MaxOutputs
            && groups * AggregateLimits.MaxRowBytes(keys.Sum(LongestKey), outputs.Count) <= AggregateLimits.MaxRowsBytes
            && measures.Count <= AggregateLimits.MaxMeasurements && (predicate is null || ConditionCompiler.Size(predicate) <= AggregateLimits.MaxPredicateSize);
        if (!small) reasons.Add(ReasonTable.QueryTooLarge.With(Names.Number(AggregateLimits.MaxPublicGroups), Names.Number(AggregateLimits.MaxOutputs)));
        return small;
    }

    private SpendPlan? Spending(
        AggregateQuery query, IReadOnlyList<PlannedMeasure> measures, List<PlannedOutput> outputs, Bounding plan, int reach, bool hasPrivateKeys, ref ReasonList reasons)
    {
        var most = clause.EpsilonPerQuery;
        if (product.Floor.MaxEpsilonPerQuery is { } floor && floor < most) most = floor;
        var parts = measures.Count + (hasPrivateKeys ? 1 : 0);
        var spend = query.Spend.Accuracy is { } target
            ? query.Mechanism == NoiseKind.Gaussian ? SpendPlan.For(target, measures, outputs, plan, reach, hasPrivateKeys) : null
            : SpendPlan.Split(query.Spend.Epsilon ?? most, query.Mechanism, parts);
        if (spend is null)
        {
            reasons.Add(query.Spend.Accuracy is null ? ReasonTable.EpsilonTooSmall.With() : ReasonTable.AccuracyNotOffered.With());
            return null;
        }

        if (spend.NanoRho <= most.Cost.NanoRho) return spend;
        var needed = Prices.MicroEpsilonFor(spend.NanoRho);
        reasons.Add(ReasonTable.EpsilonNotGranted.With(most.ToString(), ExactDecimal.Format(needed, Epsilon.Digits)));
        return null;
    }

    private bool Selection(AggregateQuery query, SpendPlan spend, int reach, bool hasPrivateKeys, ref ReasonList reasons, out KeySelection? selection)
    {
        selection = null;
        if (!hasPrivateKeys) return true;
        // A hundred such queries fit into a window, if nothing is stated.
        var delta = query.Spend.FemtoDelta ?? (contract.Budget?.Window.FemtoDelta ?? 0) / 100;
        if (delta < reach)
        {
            reasons.Add(ReasonTable.DeltaTooSmall.With());
            return false;
        }

        var mechanism = query.Mechanism == NoiseKind.Gaussian ? KeyMechanism.Gaussian : KeyMechanism.TruncatedGeometric;
        var people = Math.Max(product.Aggregate!.MinSubjects, FloorRules.Of(dataset.Classification).MinSubjects);
        selection = new KeySelection(mechanism, spend.NoiseOf(spend.Parts.Count - 1), delta, people);
        return true;
    }

    private static decimal KeyPeople(KeySelection selection, int reach) => (decimal)(selection.Noise switch
    {
        GaussianNoise noise => KeyThresholds.Gaussian(reach, noise.NanoRho, selection.FemtoDelta, selection.MinSubjects),
        LaplaceNoise noise => KeyThresholds.TruncatedGeometric(reach, noise.MicroEpsilon, selection.FemtoDelta, selection.MinSubjects),
        _ => throw new InvalidOperationException("There is no other noise."),
    }).EvenChance;

    private static AggregateOutput Output(PlannedOutput output, IReadOnlyList<PlannedMeasure> measures, OutputShape shape)
    {
        int? place = output.Measure is null ? null : PartOf(output, measures);
        return new AggregateOutput(output.Name, output.Function, place, output.PerMille, shape.RoundTo, shape.NonNegative && !output.MayBeNegative);
    }

    private static int PartOf(PlannedOutput output, IReadOnlyList<PlannedMeasure> measures)
    {
        for (var i = 0; i < measures.Count; i++)
            if (ReferenceEquals(measures[i], output.Measure)) return i;
        return measures.Count;
    }

    private static long PublicGroups(List<GroupColumn> keys) => keys.Aggregate(1L, (product, k) => Math.Min(product, int.MaxValue) * k switch
    {
        PublicKeys listed => listed.Keys.Count,
        Bins bins => bins.Edges.Count - 1,
        _ => 1,
    });

    // Numbers, dates and the edges of a bin are short; how long private keys are, only the data knows.
    private static long LongestKey(GroupColumn key) => key switch
    {
        PublicKeys listed => listed.Keys.Max(k => k is TextLiteral text ? text.Value.Length : LongestNumber),
        Bins => 2 * LongestNumber,
        _ => 0,
    };

    private static IEnumerable<string> ColumnsOf(AggregatePredicate? predicate) => predicate switch
    {
        AllOf all => all.Parts.SelectMany(ColumnsOf),
        AnyOf any => any.Parts.SelectMany(ColumnsOf),
        Negate not => ColumnsOf(not.Part),
        Compare compare => [compare.Column],
        OneOf one => [one.Column],
        Missing missing => [missing.Column],
        _ => [],
    };
}
