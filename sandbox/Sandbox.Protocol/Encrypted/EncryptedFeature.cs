namespace Sandbox.Protocol.Encrypted;

/// <summary>
/// How a consumer encodes a feature x before it encrypts: (x − middle) / half, so that what lies within the declared bounds lies within −1 … 1.
/// Bounds are public; no figure of the people whom the model was trained on is needed.
/// </summary>
/// <param name="Name">The feature.</param>
/// <param name="Lower">The smallest value declared.</param>
/// <param name="Upper">The largest value declared; more than <paramref name="Lower"/>.</param>
public sealed record EncryptedFeature(string Name, double Lower, double Upper)
{
    /// <summary>The value that is encoded as 0.</summary>
    public double Middle => Lower + Half;

    /// <summary>How far from the middle the bounds lie.</summary>
    public double Half => (Upper / 2) - (Lower / 2);

    /// <summary>A value as it is encrypted.</summary>
    public double Encode(double value) => (value - Middle) / Half;
}
