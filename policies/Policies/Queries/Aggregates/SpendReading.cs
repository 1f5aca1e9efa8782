using System.Text.Json;
using Policies.Costs;

namespace Policies.Queries.Aggregates;

/// <summary>The members <c>epsilon</c>, <c>accuracy</c> and <c>delta</c>.</summary>
internal static class SpendReading
{
    private const long MaxFemtoDelta = 10_000_000_000_000;
    private const long MaxRows = 1_000_000_000_000;

    public static SpendLimit Read(JsonMembers members)
    {
        if (members.Has("epsilon") && members.Has("accuracy")) members.Problems.Add("$", AggregateProblem.EpsilonOrAccuracy);
        var (epsilon, accuracy, delta) = (ReadEpsilon(members), ReadAccuracy(members), ReadDelta(members));
        return new SpendLimit(epsilon, accuracy, delta, members.At(members.Has("accuracy") ? "accuracy" : "epsilon"));
    }

    private static Epsilon? ReadEpsilon(JsonMembers members)
    {
        if (members.Find("epsilon") is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && Epsilon.TryParse(value.GetRawText(), out var epsilon)) return epsilon;
        return members.Fail<Epsilon?>("epsilon", AggregateProblem.WantsEpsilon);
    }

    private static long? ReadDelta(JsonMembers members)
    {
        if (members.Find("delta") is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Number && ExactDecimal.Parse(value.GetRawText(), PrivacyBudget.DeltaDigits) is >= 1 and <= MaxFemtoDelta and var delta)
            return delta;
        return members.Fail<long?>("delta", AggregateProblem.WantsDelta);
    }

    private static AccuracyTarget? ReadAccuracy(JsonMembers members)
    {
        if (members.Find("accuracy") is not { } value) return null;
        if (JsonMembers.Of(value, members.At("accuracy"), members.Problems, "within", "rows") is not { } target) return null;
        long? rows = null;
        if (target.Find("rows") is { } stated)
        {
            if (stated.ValueKind == JsonValueKind.Number && stated.TryGetInt64(out var number) && number is >= 1 and <= MaxRows) rows = number;
            else target.Problems.Add(target.At("rows"), AggregateProblem.WantsRows);
        }

        if (target.Need("within") is not { } width) return null;
        if (width.ValueKind == JsonValueKind.Number && ExactNumber.TryParse(width.GetRawText(), out var within) && within.Mantissa.Sign > 0)
            return new AccuracyTarget(within, rows);
        return target.Fail<AccuracyTarget>("within", AggregateProblem.WantsWithin);
    }
}
