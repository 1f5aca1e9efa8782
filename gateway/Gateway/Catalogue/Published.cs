using Policies.Decisions;

namespace Gateway.Catalogue;

/// <summary>What a product is served from right now: pinned into each job.</summary>
/// <param name="DataVersion">The dataset's version in force.</param>
/// <param name="Models">The SHA-256 of each registered model of the product, by the model's name.</param>
/// <param name="HasRows">Workers can get at the rows: not so while a database holds them that the gateway was not told of.</param>
internal sealed record Published(string DataVersion, IReadOnlyDictionary<string, string> Models, bool HasRows)
{
    /// <summary>Nothing is published that could answer, yet.</summary>
    public static Refusal NotReady { get; } = new(ReasonTable.ProductNotReady.With(), TimeSpan.FromSeconds(5));

    /// <summary>The hash of a model; null when it is not registered, or is none.</summary>
    public string? ModelOf(string? name) => name is null ? null : Models.GetValueOrDefault(name);

    /// <summary>Equal when they pin the same.</summary>
    public bool Equals(Published? other) =>
        other is not null
        && string.Equals(DataVersion, other.DataVersion, StringComparison.Ordinal)
        && HasRows == other.HasRows
        && Models.Count == other.Models.Count
        && Models.All(m => string.Equals(other.Models.GetValueOrDefault(m.Key), m.Value, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(DataVersion);
}
