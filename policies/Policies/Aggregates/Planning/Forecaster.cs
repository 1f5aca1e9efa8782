using Policies.Queries.Aggregates;
using Sandbox.Privacy.Accounting;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Plans;
using Sandbox.Protocol.Jobs;

namespace Policies.Aggregates.Planning;

/// <summary>What a preview tells of each output.</summary>
internal static class Forecaster
{
    private const double Largest = 1e27;

    public static Forecast Of(PlannedOutput output, Spend spend, Bounding plan, int reach, long? rows)
    {
        var shape = output.Measure?.Under(plan.Kind) ?? new SubjectCountShape();
        var unit = output.Function is OutputFunction.Sum or OutputFunction.Mean ? Math.Pow(10, output.Measure!.Column!.Spec.Scale) : 1;
        return (output.Function, rows) switch
        {
            (OutputFunction.Count or OutputFunction.Sum, _) => new Forecast(output.Name, Shown(ExpectedError.HalfWidth(shape, plan, reach, spend) / unit), null),
            (OutputFunction.Mean, { } stated) => new Forecast(output.Name, Shown(ExpectedError.MeanHalfWidth((MomentsShape)shape, plan, reach, spend, stated) / unit), null),
            (OutputFunction.Quantile, _) => new Forecast(output.Name, null, Shown(ExpectedError.RankHalfWidth((TreeShape)shape, plan, reach, spend))),
            _ => new Forecast(output.Name, null, null),
        };
    }

    // Three significant digits are more than a forecast is good for.
    private static decimal Shown(double value)
    {
        if (value <= 0) return 0;
        var scale = Math.Pow(10, Math.Floor(Math.Log10(Math.Min(value, Largest))) - 2);
        return (decimal)(Math.Round(Math.Min(value, Largest) / scale) * scale);
    }
}
