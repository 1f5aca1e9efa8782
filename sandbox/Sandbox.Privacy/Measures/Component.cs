using System.Numerics;

namespace Sandbox.Privacy.Measures;

/// <summary>
/// One integer a group that a measurement consists of: how far one person, added or removed, can move the vector of it over all groups.
/// </summary>
/// <param name="L1">Δ₁: the most that the absolute changes add up to.</param>
/// <param name="L2Squared">Δ₂²: the most that the squares of the changes add up to.</param>
/// <param name="LInfinity">Δ∞: the most in any one group.</param>
/// <param name="GaussianWeight">Its share of the measurement's ρ, over the sum of the weights.</param>
/// <param name="LaplaceWeight">Its share of the measurement's ε, over the sum of the weights.</param>
public sealed record Component(BigInteger L1, BigInteger L2Squared, BigInteger LInfinity, int GaussianWeight = 1, int LaplaceWeight = 1);
