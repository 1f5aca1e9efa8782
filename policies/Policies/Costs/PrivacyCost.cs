namespace Policies.Costs;

/// <summary>
/// What a query costs in privacy, in the units that the ledger adds up without rounding.
/// </summary>
/// <param name="NanoRho">Zero-concentrated differential privacy, in 10⁻⁹ ρ (Bun and Steinke 2016).</param>
/// <param name="FemtoDelta">Failure probability, in 10⁻¹⁵ δ.</param>
public readonly record struct PrivacyCost(long NanoRho, long FemtoDelta)
{
    /// <summary>Scores are not differentially private and charge nothing to the privacy budget.</summary>
    public static PrivacyCost None => default;

    /// <summary>True when nothing is charged.</summary>
    public bool IsNone => NanoRho == 0 && FemtoDelta == 0;

    /// <summary>The lower of each.</summary>
    public static PrivacyCost Least(PrivacyCost one, PrivacyCost other) =>
        new(Math.Min(one.NanoRho, other.NanoRho), Math.Min(one.FemtoDelta, other.FemtoDelta));
}
