using System.Numerics;
using System.Text.Json;
using Sandbox.Privacy.Estimates;
using Sandbox.Privacy.Measures;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Aggregates;

/// <summary>From noisy numbers to the answer's bytes: estimates, intervals, units, rounding. It sees no exact number and so spends nothing.</summary>
internal static class AnswerTable
{
    private const int FurtherDigits = 4;
    private const int MostDigits = 20;

    // A number beyond this is cut to it: a decimal cannot hold all that noise can make, if only in theory.
    private const decimal Largest = 1e27m;

    public static byte[] Write(BoundJob job, IReadOnlyList<NoisyGroup> groups)
    {
        var rows = groups.Select(g => new AggregateRow(
            [.. g.Keys.Select((k, i) => KeyOrder.Shown(k, job.Job.GroupBy[i], job))],
            [.. job.Job.Outputs.Select(o => Shape(o, Value(job, g, o)))]));
        return JsonSerializer.SerializeToUtf8Bytes(
            new AggregateAnswer(
                job.Job.Product,
                job.Job.DataVersion,
                [.. job.Job.GroupBy.Select(g => g.Column)],
                [.. job.Job.Outputs.Select(o => o.Name)],
                [.. job.Threshold is null ? rows : Fitting(rows)],
                job.Threshold is null ? null : AggregateAnswer.SmallKeysNote),
            ProtocolJson.Default.AggregateAnswer);
    }

    // How long private keys are is known here only, when they are paid for. What has been let out already decides where the answer ends, and nothing else.
    private static IEnumerable<AggregateRow> Fitting(IEnumerable<AggregateRow> rows)
    {
        var left = AggregateLimits.MaxRowsBytes;
        return rows.TakeWhile(row => (left -= JsonSerializer.SerializeToUtf8Bytes(row, ProtocolJson.Default.AggregateRow).Length + 1) >= 0);
    }

    private static AggregateValue Value(BoundJob job, NoisyGroup group, AggregateOutput output)
    {
        if (output.Measurement is not { } index) return Exactly(group.People!, 0);
        var measurement = job.Job.Measurements[index];
        if (measurement is TreeOf tree)
            return Scaled(group.Trees[index]!.Quantile(output.QuantilePerMille / 1000.0), Scale(job, tree.Column), 1);
        var numbers = group.Numbers[index];
        if (output.Function == OutputFunction.Sum) return Exactly(numbers[0], Scale(job, ((SumOf)measurement).Column));
        if (output.Function == OutputFunction.Count) return Exactly(numbers[0], 0);
        var moments = new MomentsEstimate((MomentsShape)job.Shapes[index], numbers);
        var scale = Scale(job, ((MomentsOf)measurement).Column);
        return output.Function == OutputFunction.Mean ? Scaled(moments.Mean, scale, 1) : Scaled(moments.Variance, scale, 2);
    }

    private static int Scale(BoundJob job, string column) => job.ColumnOf(column).Scale;

    // Counts and sums are whole numbers of the lattice, and stay exactly so.
    private static AggregateValue Exactly(NoisyNumber number, int scale)
    {
        var value = Decimal(number.Value, scale);
        var half = Decimal((BigInteger)Math.Ceiling(number.Noise.HalfWidth), scale);
        return new AggregateValue(value, value - half, value + half);
    }

    private static decimal Decimal(BigInteger value, int scale)
    {
        var whole = BigInteger.Abs(value) > (BigInteger)Largest ? Largest * value.Sign : (decimal)value;
        for (var i = 0; i < scale; i++) whole /= 10;
        return whole;
    }

    private static AggregateValue Scaled(Interval interval, int scale, int power)
    {
        var (unit, digits) = (Math.Pow(10, scale * power), Math.Min((scale * power) + FurtherDigits, MostDigits));
        decimal Of(double value) => Math.Round((decimal)Math.Clamp(value / unit, -(double)Largest, (double)Largest), digits);
        return new AggregateValue(Of(interval.Value), Of(interval.Lower), Of(interval.Upper));
    }

    private static AggregateValue Shape(AggregateOutput output, AggregateValue value)
    {
        decimal Of(decimal number)
        {
            if (output.RoundTo is { } step) number = Math.Round(number / step) * step;
            return output.NonNegative ? Math.Max(0, number) : number;
        }
        return new AggregateValue(Of(value.Value), Of(value.Lower), Of(value.Upper));
    }
}
