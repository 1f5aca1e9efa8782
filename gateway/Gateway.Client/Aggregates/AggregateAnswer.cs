using Gateway.Client.Receipts;

namespace Gateway.Client.Aggregates;

/// <summary>The answer to an <see cref="AggregateRequest"/>.</summary>
/// <param name="Product">The product.</param>
/// <param name="DataVersion">The data version.</param>
/// <param name="Keys">The columns that were grouped by.</param>
/// <param name="Outputs">The names of what was computed.</param>
/// <param name="Rows">One a group.</param>
/// <param name="Note">The fixed sentence about small groups, whether or not any is missing; null when all groups are public.</param>
public sealed record AggregateAnswer(
    string Product, string DataVersion, IReadOnlyList<string> Keys, IReadOnlyList<string> Outputs, IReadOnlyList<AggregateRow> Rows, string? Note);

/// <summary>One group.</summary>
/// <param name="Keys">One a column that was grouped by; null for a missing value.</param>
/// <param name="Values">One an output.</param>
public sealed record AggregateRow(IReadOnlyList<string?> Keys, IReadOnlyList<AggregateValue> Values);

/// <summary>A noisy value with its 95 % interval, which covers the noise and not what the bounds cut off.</summary>
/// <param name="Value">The value.</param>
/// <param name="Lower">The interval's lower end.</param>
/// <param name="Upper">The interval's upper end.</param>
public sealed record AggregateValue(decimal Value, decimal Lower, decimal Upper);

/// <summary>An answer with its proof and its price.</summary>
/// <param name="Answer">The answer, read.</param>
/// <param name="Body">Its bytes as sent.</param>
/// <param name="Receipt">The receipt.</param>
/// <param name="Budget">What it cost and what is left.</param>
/// <param name="IdempotencyKey">The key that it was asked under.</param>
public sealed record AggregateReply(AggregateAnswer Answer, ReadOnlyMemory<byte> Body, Receipt Receipt, PrivacyBudget Budget, string IdempotencyKey);
