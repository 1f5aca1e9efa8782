using Microsoft.ClearScript.JavaScript;
using Sandbox.Encryption.Hosting;
using Sandbox.Protocol.Encrypted;

namespace Sandbox.Encryption;

/// <summary>
/// The side that computes: weighted sums of ciphertexts that it cannot open. Its hosts hold no key, no script that makes one, and no random source
/// to make one with. It lives as long as the process.
/// </summary>
public sealed class SealEvaluator
{
    private readonly HostPool _pool;

    private SealEvaluator(HostPool pool) => _pool = pool;

    /// <summary>Starts hosts and proves that each computes what it must: about a second for the first, less for the next.</summary>
    /// <param name="hosts">How many calls run at once.</param>
    /// <param name="limits">What each may use.</param>
    /// <exception cref="SealUnavailableException">SEAL does not work here; the message says what is missing.</exception>
    public static SealEvaluator Start(int hosts, SealLimits limits) => Start(SealFiles.Folder, hosts, limits);

    internal static SealEvaluator Start(string folder, int hosts, SealLimits limits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hosts, 1);
        var files = SealFiles.Read(folder, SealRole.Evaluator);
        SealHost[] started = [.. Enumerable.Range(0, hosts).Select(_ => new SealHost(files, SealRole.Evaluator, limits))];
        foreach (var host in started) SelfTest.Prove(host);
        return new SealEvaluator(new HostPool(started, limits.CallTime));
    }

    internal HostPool Pool => _pool;

    /// <summary>addend + Σ weightᵢ · ciphertextᵢ, slot by slot, rescaled once.</summary>
    /// <param name="ciphertexts">One a weight, one after the other, each of <see cref="CiphertextShape.IsSeeded"/> shape.</param>
    /// <param name="weights">None of them 0, nor so small that it is encoded as 0.</param>
    /// <param name="addend">At most one a slot; the other slots get 0.</param>
    /// <param name="cancellation">The caller no longer waits for a host.</param>
    /// <returns>A ciphertext of <see cref="CiphertextShape.IsAnswer"/> shape.</returns>
    /// <exception cref="SealRefusedException">SEAL refused a ciphertext.</exception>
    /// <exception cref="SealBusyException">No host came free in time.</exception>
    /// <exception cref="SealTrapException">SEAL broke, or ran out of time or memory. No call works any more: the process must be replaced.</exception>
    public async ValueTask<byte[]> WeightedSumAsync(
        ReadOnlyMemory<byte> ciphertexts, ReadOnlyMemory<double> weights, ReadOnlyMemory<double> addend, CancellationToken cancellation)
    {
        if (weights.IsEmpty || ciphertexts.Length != weights.Length * CiphertextShape.SeededLength)
            throw new ArgumentException("There must be one ciphertext a weight.", nameof(ciphertexts));
        using var lease = await _pool.RentAsync(cancellation);
        return WeightedSum(lease.Host, ciphertexts.Span, weights.Span, addend.Span);
    }

    /// <summary>The same on a host that the caller has for itself.</summary>
    internal static byte[] WeightedSum(SealHost host, ReadOnlySpan<byte> ciphertexts, ReadOnlySpan<double> weights, ReadOnlySpan<double> addend)
    {
        using var bytes = host.Copy(ciphertexts);
        using var factors = host.Copy(weights);
        using var constants = host.Copy(addend);
        using var sum = (ITypedArray<byte>)host.Call("weightedSum", bytes, factors, constants);
        return HostArrays.Take(sum);
    }
}
