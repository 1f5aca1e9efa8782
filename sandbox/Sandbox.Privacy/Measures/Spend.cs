using System.Numerics;
using Sandbox.Privacy.Accounting;
using Sandbox.Privacy.Noise;

namespace Sandbox.Privacy.Measures;

/// <summary>What a measurement spends in all, and on which noise.</summary>
public readonly record struct Spend
{
    private readonly long _amount;

    private Spend(bool gaussian, long amount)
    {
        IsGaussian = gaussian;
        _amount = amount;
    }

    /// <summary>Gaussian noise; otherwise Laplace.</summary>
    public bool IsGaussian { get; }

    /// <summary>The price in 10⁻⁹ ρ.</summary>
    public long NanoRho => IsGaussian ? _amount : Prices.Pure(_amount);

    /// <summary>ρ in 10⁻⁹ on discrete Gaussian noise.</summary>
    public static Spend Gaussian(long nanoRho)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(nanoRho);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(nanoRho, Prices.MaxNanoRho);
        return new Spend(true, nanoRho);
    }

    /// <summary>ε in 10⁻⁶ on discrete Laplace noise.</summary>
    public static Spend Laplace(long microEpsilon)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(microEpsilon);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(microEpsilon, Prices.MaxMicroEpsilon);
        return new Spend(false, microEpsilon);
    }

    /// <summary>
    /// The noise of each component. Gaussian: component i has ρᵢ = ρ·wᵢ/Σw and σᵢ² = Δ₂ᵢ²/(2ρᵢ). Laplace: εᵢ = ε·wᵢ/Σw and scale Δ₁ᵢ/εᵢ.
    /// </summary>
    public IReadOnlyList<INoise> Noises(IReadOnlyList<Component> components)
    {
        var (gaussian, amount) = (IsGaussian, _amount);
        var weights = components.Sum(c => gaussian ? c.GaussianWeight : c.LaplaceWeight);
        return [.. components.Select(c => gaussian ? (INoise)Gaussian(c, amount, weights) : Laplace(c, amount, weights))];
    }

    private static DiscreteGaussian Gaussian(Component component, long nanoRho, int weights) =>
        new(DiscreteGaussian.VarianceFor(component.L2Squared, new Ratio(nanoRho * (BigInteger)component.GaussianWeight, weights)));

    private static DiscreteLaplace Laplace(Component component, long microEpsilon, int weights) =>
        new(new Ratio(component.L1 * 1_000_000 * weights, microEpsilon * (BigInteger)component.LaplaceWeight));
}
