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
                CiphertextShape.IsSeeded(bytes).ShouldBeTrue("SEAL takes what the shape refuses: the shape is too strict, or SEAL too lax");
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
}
