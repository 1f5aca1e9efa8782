namespace Sandbox.Privacy.Noise;

/// <summary>Where uniform bits come from: the operating system, or a test that enumerates them.</summary>
public interface IRandomBits
{
    /// <summary>Fills with independent, uniform bits.</summary>
    void Fill(Span<byte> bytes);
}
