namespace Sandbox.Privacy.Noise;

/// <summary>1 − e^−x for x ≥ 0 without cancellation; the library's ExpM1 subtracts.</summary>
internal static class Exponentials
{
    public static double OneMinusExp(double x) => x < 1e-4 ? x * (1 - (x / 2 * (1 - (x / 3 * (1 - (x / 4)))))) : 1 - Math.Exp(-x);
}
