using Sandbox.Encryption;
using Sandbox.Encryption.Hosting;
using Sandbox.Protocol.Encrypted;
using Sandbox.Tests.Encryption;
using Testing;

namespace Sandbox.Tests.Encrypted;

/// <summary>Ciphertexts of right shape and hostile content reach SEAL itself: it computes or refuses, and goes on.</summary>
public sealed class HostileCiphertextTests(Seal seal)
{
    [Fact]
    public async Task Seal_WithWhateverPassesTheShape_StaysSoundAndSmall()
    {
        var random = new Mutations(7);
        var good = SelfTest.KnownCiphertext(9);
        var host = seal.Evaluator.Pool.Hosts[0];
        var (taken, before) = (0, host.MemoryBytes);
        for (var i = 0; i < Length.Of(300, 10_000); i++)
        {
            var bytes = random.Of(good);
            if (bytes.Length != good.Length) continue;
            try
            {
                await seal.Evaluator.WeightedSumAsync(bytes, (double[])[2], (double[])[1], TestContext.Current.CancellationToken);
                taken++;
                // Of headers, counts and scale SEAL takes more than the shape, which wants those of a fresh ciphertext; of coefficients and seeds it must not.
                if (HasFixedPartOf(good, bytes)) CiphertextShape.IsSeeded(bytes).ShouldBeTrue($"round {i}: SEAL takes what the shape refuses, so the shape is too strict");
            }
            catch (SealRefusedException)
            {
                CiphertextShape.IsSeeded(bytes).ShouldBeFalse("the shape lets through what SEAL refuses");
            }
        }
        taken.ShouldBeGreaterThan(0);
        (host.LiveObjects, host.IsBroken).ShouldBe((0, false));
        host.MemoryBytes.ShouldBeLessThanOrEqualTo(Math.Max(before, 32 << 20));
    }

    private static bool HasFixedPartOf(byte[] good, byte[] bytes)
    {
        const int seedHeader = 17;
        var seed = CiphertextShape.SeededLength - 64 - seedHeader;
        return bytes.AsSpan(0, CiphertextShape.CoefficientsOffset).SequenceEqual(good.AsSpan(0, CiphertextShape.CoefficientsOffset))
            && bytes.AsSpan(seed, seedHeader).SequenceEqual(good.AsSpan(seed, seedHeader));
    }
}
