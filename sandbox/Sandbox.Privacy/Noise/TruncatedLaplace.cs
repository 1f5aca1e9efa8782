using System.Numerics;

namespace Sandbox.Privacy.Noise;

/// <summary>
/// Discrete Laplace conditioned on |X| ≤ T: the truncated symmetric geometric of Desfontaines, Voss, Gipson, Mandayam 2020 (arXiv 2006.03684). Rejection leaves exactly
/// that. <b>Proves nothing by itself:</b> neighbouring numbers have outputs that the other cannot have; a threshold above T hides them but for P[X = T].
/// </summary>
/// <param name="scale">The scale of the noise that is truncated.</param>
/// <param name="truncation">T, 0 or more.</param>
public sealed class TruncatedLaplace(Ratio scale, BigInteger truncation) : INoise
{
    private readonly DiscreteLaplace _noise = new(scale);

    /// <summary>Of the noise before truncation, which is no less.</summary>
    public double StandardDeviation => _noise.StandardDeviation;

    /// <summary>Of the noise before truncation, which is no less; at most T.</summary>
    public double HalfWidth => Math.Min(_noise.HalfWidth, (double)truncation);

    /// <inheritdoc/>
    public double IntervalFactor => _noise.IntervalFactor;

    /// <inheritdoc/>
    public BigInteger Sample(IRandomBits bits)
    {
        while (true)
        {
            var draw = _noise.Sample(bits);
            if (BigInteger.Abs(draw) <= truncation) return draw;
        }
    }
}
