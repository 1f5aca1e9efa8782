namespace Sandbox.Privacy.Noise;

/// <summary>Where uniform bits come from: the operating system, or a test that enumerates them.</summary>
public interface IRandomBits
{
    /// <summary>Independent, uniform bits.</summary>
    /// <param name="count">How many, 1 to 64.</param>
    /// <returns>They are the lowest bits; the others are 0.</returns>
    ulong Take(int count);
}
