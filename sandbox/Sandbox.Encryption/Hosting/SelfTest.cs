using System.Buffers.Binary;
using System.Security.Cryptography;
using Sandbox.Protocol.Encrypted;

namespace Sandbox.Encryption.Hosting;

/// <summary>What a host must prove before anything depends on it. It also warms the host: V8 compiles WebAssembly again, better, once it has run a while.</summary>
internal static class SelfTest
{
    private const double Tolerance = 1e-6;
    private const int WarmRounds = 8;

    /// <summary>SHA-256 of the known answer: computing on ciphertexts draws nothing random, so the same input gives the same bytes on every machine.</summary>
    private const string KnownAnswer = "7ea6205b718c3dc355cd6472d06384fac49d993befb328d3f978691e5c2de870";

    /// <summary>An evaluator computes the known answer, and has nothing left to make a key with.</summary>
    /// <exception cref="SealUnavailableException">It does not.</exception>
    public static void Prove(SealHost host)
    {
        if (host.HasRandomSource) throw Failed("an evaluator could make keys");
        byte[] input = [.. KnownCiphertext(1), .. KnownCiphertext(2)];
        double[] addend = [.. Enumerable.Range(0, CkksParameters.Slots).Select(i => (double)i)];
        for (var round = 0; round < WarmRounds; round++)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(SealEvaluator.WeightedSum(host, input, [1.5, -0.25], addend)));
            if (!string.Equals(hash, KnownAnswer, StringComparison.Ordinal)) throw Failed("a sum of ciphertexts came out wrong");
        }
        if (host.LiveObjects != 0) throw Failed("objects were left behind");
    }

    /// <summary>A client draws on the system's random source, never makes the same key twice, and decrypts what it encrypts.</summary>
    /// <exception cref="SealUnavailableException">It does not.</exception>
    public static void Prove(SealClient client, SealHost host)
    {
        var drawn = host.Random.Drawn;
        using var first = client.CreateKey();
        if (host.Random.Drawn == drawn) throw Failed("a key was made without the system's random source");
        using var second = client.CreateKey();
        if (first.Export().SequenceEqual(second.Export())) throw Failed("two keys came out the same");
        double[] numbers = [0, 1, -1, 0.5, 1e-3];
        var fresh = client.Encrypt(first, numbers, 1);
        if (!CiphertextShape.IsSeeded(fresh)) throw Failed("a fresh ciphertext has another shape");
        if (fresh.AsSpan().SequenceEqual(client.Encrypt(first, numbers, 1))) throw Failed("two ciphertexts came out the same");
        if (host.LiveObjects != 0) throw Failed("objects were left behind");
    }

    /// <summary>A ciphertext of right shape and arbitrary content, the same on every machine. No key opens it to anything sensible.</summary>
    internal static byte[] KnownCiphertext(byte seed)
    {
        var bytes = CiphertextShape.EmptySeeded(seed);
        var coefficients = bytes.AsSpan(CiphertextShape.CoefficientsOffset);
        var state = (ulong)seed;
        for (var i = 0; i < 2 * CkksParameters.Degree; i++)
        {
            // Knuth's multiplier for 64 bits (MMIX); the high bits are the good ones.
            state = unchecked((state * 6364136223846793005) + 1442695040888963407);
            BinaryPrimitives.WriteUInt64LittleEndian(coefficients[(i * sizeof(ulong))..], (state >> 4) % CkksParameters.Moduli[i / CkksParameters.Degree]);
        }
        return bytes;
    }

    private static SealUnavailableException Failed(string what) => new($"SEAL failed its self-test: {what}.", "do not use this build; build again from a clean checkout");
}
