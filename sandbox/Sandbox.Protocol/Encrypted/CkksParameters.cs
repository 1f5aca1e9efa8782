using System.Security.Cryptography;
using System.Text;

namespace Sandbox.Protocol.Encrypted;

/// <summary>
/// The one set of CKKS parameters (Cheon, Kim, Kim and Song, 2017) that scores are computed under, 128 bits secure by the tables of
/// HomomorphicEncryption.org (2018): 160 bits of modulus at degree 8192, of at most 218.
/// Fresh ciphertexts are under the first two primes; a product is rescaled by the second, so an answer is under the first alone.
/// </summary>
public static class CkksParameters
{
    /// <summary>The degree of the ring.</summary>
    public const int Degree = 8192;

    /// <summary>Numbers in one ciphertext: the most people of one request.</summary>
    public const int Slots = Degree / 2;

    /// <summary>Numbers are encoded as multiples of 2 to the minus this.</summary>
    public const int ScaleBits = 40;

    /// <summary>
    /// No number of the computation may reach this size: an answer's modulus less its scale leaves 20 bits, one of which is the sign, and one is kept free.
    /// </summary>
    public const double MaxValue = 1 << 18;

    /// <summary>Bits of the primes of the modulus, the last for keys only.</summary>
    public static ReadOnlySpan<int> CoefficientBits => [60, 40, 60];

    /// <summary>The primes that ciphertexts are under: SEAL's largest of their lengths that are 1 modulo twice the degree.</summary>
    public static ReadOnlySpan<ulong> Moduli => [FirstModulus, SecondModulus];

    /// <summary>The hash by which a container names these parameters: SHA-256 of <see cref="Text"/> in ASCII.</summary>
    public static ReadOnlyMemory<byte> Sha256 { get; } = SHA256.HashData(Encoding.ASCII.GetBytes(Text));

    /// <summary>The parameters in words.</summary>
    public const string Text = "CKKS degree=8192 primes=60,40,60 scale=2^40 symmetric-seeded SEAL-4.1";

    private const ulong FirstModulus = 1152921504606748673;
    private const ulong SecondModulus = 1099511480321;
}
