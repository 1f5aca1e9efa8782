using Policies.Aggregates.Conditions;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Plans;
using Sandbox.Protocol.Jobs;

namespace Policies.Aggregates.Planning;

/// <summary>One measurement before its plan and its noise are known.</summary>
/// <param name="Column">Of what; null for rows and people as such.</param>
/// <param name="Shapes">What it adds up, under either plan.</param>
/// <param name="Build">The measurement under a plan, with its noise.</param>
internal sealed record PlannedMeasure(ColumnFacts? Column, PlanMeasure Shapes, Func<PlanKind, Noise, Measurement> Build)
{
    /// <summary>What it adds up under a plan.</summary>
    public Shape Under(PlanKind plan) => plan == PlanKind.RankedRows ? Shapes.Ranked : Shapes.PerSubject;
}

/// <summary>One output before its measurement has its place.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Function">What.</param>
/// <param name="Measure">From which measurement; null: from the selection of private keys.</param>
/// <param name="PerMille">A quantile's share, else 0.</param>
/// <param name="MayBeNegative">Whether the true value can be below 0.</param>
internal sealed record PlannedOutput(string Name, OutputFunction Function, PlannedMeasure? Measure, int PerMille, bool MayBeNegative);
