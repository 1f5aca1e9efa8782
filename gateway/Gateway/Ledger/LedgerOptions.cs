using Microsoft.Extensions.Options;

namespace Gateway.Ledger;

/// <summary>Section <c>Ledger</c>: what may be spent in all. Who is not named may spend nothing.</summary>
internal sealed class LedgerOptions
{
    /// <summary>Limits by contract.</summary>
    public Dictionary<string, LedgerLimit> Contracts { get; } = new(StringComparer.Ordinal);

    /// <summary>Limits by dataset, over all its contracts and products.</summary>
    public Dictionary<string, LedgerLimit> Datasets { get; } = new(StringComparer.Ordinal);
}

/// <summary>The most that may be spent.</summary>
internal sealed class LedgerLimit
{
    /// <summary>In 10⁻⁹ ρ.</summary>
    public long NanoRho { get; set; }

    /// <summary>In 10⁻¹⁵ δ.</summary>
    public long FemtoDelta { get; set; }
}

/// <summary>No limit is below zero.</summary>
internal sealed class LedgerOptionsValidator : IValidateOptions<LedgerOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, LedgerOptions options)
    {
        var negative = options.Contracts.Concat(options.Datasets).Where(l => l.Value.NanoRho < 0 || l.Value.FemtoDelta < 0).ToList();
        return negative.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(negative.Select(l => $"Ledger: the limit of {l.Key} is below zero."));
    }
}
