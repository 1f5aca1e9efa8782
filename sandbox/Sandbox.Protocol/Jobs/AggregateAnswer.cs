namespace Sandbox.Protocol.Jobs;

/// <summary>What is computed from a measurement.</summary>
public enum OutputFunction
{
    /// <summary>From <see cref="CountRows"/> or <see cref="CountSubjects"/>, from the number of rows of <see cref="MomentsOf"/>, or from the key selection.</summary>
    Count,

    /// <summary>From <see cref="SumOf"/>.</summary>
    Sum,

    /// <summary>From <see cref="MomentsOf"/>.</summary>
    Mean,

    /// <summary>From <see cref="MomentsOf"/> of order 2: the population variance.</summary>
    Variance,

    /// <summary>From <see cref="TreeOf"/>.</summary>
    Quantile,
}

/// <summary>One column of the answer.</summary>
/// <param name="Name">Its name, as the consumer called it.</param>
/// <param name="Function">What.</param>
/// <param name="Measurement">From which measurement, by its index; null: from the noisy numbers of people that the key selection passed.</param>
/// <param name="QuantilePerMille">For <see cref="OutputFunction.Quantile"/>: the share, 1 to 999; the median is 500. Otherwise 0.</param>
/// <param name="RoundTo">Value and interval are rounded to multiples of this, after the noise; null for none.</param>
/// <param name="NonNegative">Value and interval are raised to 0, after the noise.</param>
public sealed record AggregateOutput(
    string Name, OutputFunction Function, int? Measurement, int QuantilePerMille = 0, decimal? RoundTo = null, bool NonNegative = false);

/// <summary>The public answer to an <see cref="AggregateJob"/>: the response body, byte for byte what the consumer gets.</summary>
/// <param name="Product">The product.</param>
/// <param name="DataVersion">The data version.</param>
/// <param name="Keys">The group columns, in the order asked.</param>
/// <param name="Outputs">The outputs' names, in the order asked.</param>
/// <param name="Rows">Public keys in the order of the job; private ones in the order of their UTF-8 bytes, a missing value first.</param>
/// <param name="Note"><see cref="SmallKeysNote"/> when keys are private, whether or not any was held back; otherwise null.</param>
public sealed record AggregateAnswer(
    string Product,
    string DataVersion,
    IReadOnlyList<string> Keys,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<AggregateRow> Rows,
    string? Note)
{
    /// <summary>The fixed sentence about small keys.</summary>
    public const string SmallKeysNote = "Keys with few people may be missing. 人数较少的分组可能未列出。";
}

/// <summary>One group.</summary>
/// <param name="Keys">One text a group column: a text itself, a number, a date <c>yyyy-MM-dd</c>, <c>true</c> or <c>false</c>, a bin as <c>[0,100)</c>; null for a missing value.</param>
/// <param name="Values">One an output.</param>
public sealed record AggregateRow(IReadOnlyList<string?> Keys, IReadOnlyList<AggregateValue> Values);

/// <summary>A noisy value and its 95 % interval, which covers the noise, not what the bounds cut off.</summary>
/// <param name="Value">The value, in the unit of the column.</param>
/// <param name="Lower">The interval's lower end.</param>
/// <param name="Upper">The interval's upper end.</param>
public sealed record AggregateValue(decimal Value, decimal Lower, decimal Upper);
