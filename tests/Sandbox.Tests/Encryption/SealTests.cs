using Sandbox.Encryption;
using Sandbox.Encryption.Hosting;
using Sandbox.Protocol.Encrypted;
using Testing;

namespace Sandbox.Tests.Encryption;

public sealed class SealTests(Seal seal)
{
    private static readonly double[] _weights = [40.5, -12.25, 1e-3];

    [Fact]
    public async Task Sum_OfEncryptedVectors_IsTheSumInTheClear()
    {
        const int people = CkksParameters.Slots;
        using var key = seal.Client.CreateKey();
        double[] values = [.. Enumerable.Range(0, 3 * people).Select(i => Math.Sin(i))];
        double[] addend = [.. Enumerable.Range(0, people).Select(i => 300.0 + (i % 551))];
        var sum = await seal.Evaluator.WeightedSumAsync(seal.Client.Encrypt(key, values, 3), _weights, addend, TestContext.Current.CancellationToken);
        var opened = seal.Client.Decrypt(key, sum, people);
        for (var i = 0; i < people; i++)
            opened[i].ShouldBe(addend[i] + Enumerable.Range(0, 3).Sum(f => _weights[f] * values[(f * people) + i]), 1e-5);
    }

    [Fact]
    public async Task Sum_OpenedWithAnotherKey_IsNonsense()
    {
        using var key = seal.Client.CreateKey();
        using var other = seal.Client.CreateKey();
        var sum = await seal.Evaluator.WeightedSumAsync(seal.Client.Encrypt(key, [0.5], 1), (double[])[1], (double[])[600], TestContext.Current.CancellationToken);
        seal.Client.Decrypt(key, sum, 1)[0].ShouldBe(600.5, 1e-5);
        Math.Abs(seal.Client.Decrypt(other, sum, 1)[0] - 600.5).ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void Ciphertexts_OfEqualVectors_DifferInSeedAndCoefficients()
    {
        using var key = seal.Client.CreateKey();
        var both = seal.Client.Encrypt(key, [1, 1], 2).AsSpan();
        var first = both[..CiphertextShape.SeededLength];
        var second = both[CiphertextShape.SeededLength..];
        first[^64..].SequenceEqual(second[^64..]).ShouldBeFalse();
        first.Slice(CiphertextShape.CoefficientsOffset, 4096).SequenceEqual(second.Slice(CiphertextShape.CoefficientsOffset, 4096)).ShouldBeFalse();
    }

    [Fact]
    public void Key_ExportedAndImported_OpensTheSame()
    {
        using var key = seal.Client.CreateKey();
        using var copy = SecretKey.Import(key.Export());
        key.Export().Length.ShouldBe(SecretKey.Size);
        copy.Export().SequenceEqual(key.Export()).ShouldBeTrue();
    }

    [Fact]
    public void Key_DisposedOf_IsWipedAndGone()
    {
        var key = seal.Client.CreateKey();
        var bytes = key.Export();
        bytes.IndexOfAnyExcept((byte)0).ShouldBeGreaterThanOrEqualTo(0);
        key.Dispose();
        bytes.IndexOfAnyExcept((byte)0).ShouldBe(-1);
        Should.Throw<ObjectDisposedException>(() => key.Export().Length);
    }

    [Fact]
    public async Task Ciphertext_ThatSealRefuses_LeavesTheHostSound()
    {
        var zeros = new byte[CiphertextShape.SeededLength];
        await Should.ThrowAsync<SealRefusedException>(async () =>
            await seal.Evaluator.WeightedSumAsync(zeros, (double[])[1], (double[])[1], TestContext.Current.CancellationToken));
        (await seal.Evaluator.WeightedSumAsync(SelfTest.KnownCiphertext(3), (double[])[1], (double[])[1], TestContext.Current.CancellationToken)).Length
            .ShouldBe(CiphertextShape.AnswerLength);
        seal.Evaluator.Pool.Hosts.ShouldAllBe(h => h.LiveObjects == 0 && !h.IsBroken);
    }

    /// <summary>Why weights of 0 are dropped at export: SEAL tells them by throwing.</summary>
    [Fact]
    public async Task Weight_OfZero_IsRefusedBySeal() =>
        await Should.ThrowAsync<SealRefusedException>(async () =>
            await seal.Evaluator.WeightedSumAsync(SelfTest.KnownCiphertext(3), (double[])[0], (double[])[1], TestContext.Current.CancellationToken));

    [Fact]
    public async Task Jobs_OneAfterTheOther_KeepMemoryFlat()
    {
        var jobs = Length.Of(200, 5000);
        byte[] input = [.. SelfTest.KnownCiphertext(1), .. SelfTest.KnownCiphertext(2)];
        for (var i = 0; i < 20; i++) await RunAsync(i);
        var host = seal.Evaluator.Pool.Hosts[0];
        var before = host.MemoryBytes;
        for (var i = 0; i < jobs; i++) await RunAsync(i);
        host.MemoryBytes.ShouldBe(before);
        host.LiveObjects.ShouldBe(0);

        // A model every few jobs, so that the cache of encoded weights turns over.
        async Task RunAsync(int i) =>
            await seal.Evaluator.WeightedSumAsync(input, (double[])[1 + (i % 20), -2], (double[])[i], TestContext.Current.CancellationToken);
    }
}
