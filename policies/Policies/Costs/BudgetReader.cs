using Policies.Yaml;

namespace Policies.Costs;

/// <summary>The <c>budget</c> of a dataset or a contract, and epsilons.</summary>
internal static class BudgetReader
{
    public static PrivacyBudget? ReadOptional(MapReader document)
    {
        if (document.OptionalMap("budget") is not { } reader) return null;
        var before = reader.Errors.Count;
        var (window, per) = ReadWindow(reader);
        var lifetime = reader.Map("lifetime", "{ rho: 2.0, delta: 1e-7 }, the most ever") is { } total ? ReadCost(total) : default;
        reader.Done();
        if (reader.Errors.Count > before) return null;
        if (lifetime.NanoRho < window.NanoRho) reader.Error("lifetime", "Its rho is below the window's, which could then never be spent. Raise it.");
        if (lifetime.FemtoDelta < window.FemtoDelta) reader.Error("lifetime", "Its delta is below the window's, which could then never be spent. Raise it.");
        return new PrivacyBudget(window, per, lifetime);
    }

    /// <summary>An epsilon, or null after an error.</summary>
    public static Epsilon? ReadEpsilon(MapReader reader, string key, string hint) =>
        reader.Exact(key, Epsilon.Digits, 1, Epsilon.MaxMicro, hint) is { } micro && Epsilon.TryOfMicro(micro, out var epsilon) ? epsilon : null;

    private static (PrivacyCost Cost, BudgetPeriod Per) ReadWindow(MapReader budget)
    {
        if (budget.Map("window", "{ rho: 0.2, delta: 1e-8, per: month }, the most in a window") is not { } reader) return default;
        var per = reader.Choice("per", PrivacyBudget.Periods, "month");
        return (ReadCost(reader), per);
    }

    private static PrivacyCost ReadCost(MapReader reader)
    {
        var cost = new PrivacyCost(
            reader.Exact("rho", PrivacyBudget.RhoDigits, 1, PrivacyBudget.MaxNanoRho, "the most ρ, such as 0.2") ?? 0,
            reader.Exact("delta", PrivacyBudget.DeltaDigits, 0, PrivacyBudget.MaxFemtoDelta, "the most δ, such as 1e-8, or 0") ?? 0);
        reader.Done();
        return cost;
    }
}
