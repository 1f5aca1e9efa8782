using Sandbox.Encryption;
using Sandbox.Encryption.Hosting;

namespace Sandbox.Tests.Encryption;

/// <summary>What SEAL does when something is missing, too slow, or not random.</summary>
public sealed class SealFaultTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("seal-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Start_WithoutItsFiles_SaysWhatIsMissing()
    {
        var failure = Should.Throw<SealUnavailableException>(() => SealEvaluator.Start(_folder.FullName, 1, SealLimits.Default));
        failure.Message.ShouldContain("seal_throws.wasm");
        failure.Remedy.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("seal_throws.wasm")]
    [InlineData("seal_throws.js")]
    public void Start_WithAnotherPackage_IsRefusedBeforeItRuns(string altered)
    {
        Copy();
        File.AppendAllText(Path.Combine(_folder.FullName, altered), " ");
        Should.Throw<SealUnavailableException>(() => SealEvaluator.Start(_folder.FullName, 1, SealLimits.Default)).Message.ShouldContain(altered);
    }

    [Fact]
    public void Start_OfAClientWhoseRandomnessRepeats_FailsItsSelfTest()
    {
        Copy();
        // The host's source is still there, but what it draws is thrown away: SEAL itself accepts that in silence.
        File.AppendAllText(Path.Combine(_folder.FullName, "client.js"), """

            const generate = Client.prototype.generateKey;
            Client.prototype.generateKey = function () {
              const real = globalThis.crypto;
              globalThis.crypto = { getRandomValues(view) { real.getRandomValues(view); return view.fill(7); } };
              try { return generate.call(this); } finally { globalThis.crypto = real; }
            };
            """);
        Should.Throw<SealUnavailableException>(() => SealClient.Start(_folder.FullName)).Message.ShouldContain("two keys");
    }

    [Fact]
    public void Start_OfAClientThatDrawsNothing_FailsItsSelfTest()
    {
        Copy();
        var core = Path.Combine(_folder.FullName, "core.js");
        File.AppendAllText(core, "\nlet next = 0; globalThis.crypto = { getRandomValues(view) { for (let i = 0; i < view.length; i++) view[i] = next = (next * 5 + 3) & 255; return view; } };\n");
        Should.Throw<SealUnavailableException>(() => SealClient.Start(_folder.FullName)).Message.ShouldContain("random source");
    }

    [Fact]
    public void Evaluator_AfterItsStart_HasNoRandomSource()
    {
        new SealHost(SealFiles.Read(SealFiles.Folder, SealRole.Evaluator), SealRole.Evaluator, SealLimits.Default).HasRandomSource.ShouldBeFalse();
        new SealHost(SealFiles.Read(SealFiles.Folder, SealRole.Client), SealRole.Client, SealLimits.Default).HasRandomSource.ShouldBeTrue();
    }

    [Fact]
    public async Task Call_ThatTakesTooLong_IsStoppedAndBreaksThePool()
    {
        var evaluator = SealEvaluator.Start(SealFiles.Folder, 1, SealLimits.Default with { CallTime = TimeSpan.FromMilliseconds(1) });
        byte[] input = [.. Enumerable.Range(0, 120).SelectMany(i => SelfTest.KnownCiphertext((byte)i))];
        double[] weights = [.. Enumerable.Range(1, 120).Select(i => (double)i)];
        await Should.ThrowAsync<SealTrapException>(async () =>
            await evaluator.WeightedSumAsync(input, weights, (double[])[1], TestContext.Current.CancellationToken));
        await Should.ThrowAsync<SealTrapException>(async () =>
            await evaluator.WeightedSumAsync(SelfTest.KnownCiphertext(1), (double[])[1], (double[])[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Memory_PastItsLimit_IsATrapAndNotMoreMemory()
    {
        const long limit = 24 << 20;
        var bounded = SealEvaluator.Start(SealFiles.Folder, 1, SealLimits.Default with { MemoryBytes = limit });
        await Should.ThrowAsync<SealTrapException>(() => UseManyModelsAsync(bounded));
        bounded.Pool.Hosts[0].MemoryBytes.ShouldBeLessThanOrEqualTo(limit);

        var roomy = SealEvaluator.Start(SealFiles.Folder, 1, SealLimits.Default);
        await UseManyModelsAsync(roomy);
        roomy.Pool.Hosts[0].MemoryBytes.ShouldBeGreaterThan(limit);
    }

    // Each model's encoded weights are kept: 8 models of 32 weights need more than 32 MiB.
    private static async Task UseManyModelsAsync(SealEvaluator evaluator)
    {
        byte[] input = [.. Enumerable.Range(0, 32).SelectMany(i => SelfTest.KnownCiphertext((byte)i))];
        for (var model = 0; model < 8; model++)
        {
            double[] weights = [.. Enumerable.Range(1, 32).Select(i => (double)i + model)];
            await evaluator.WeightedSumAsync(input, weights, (double[])[1], TestContext.Current.CancellationToken);
        }
    }

    private void Copy()
    {
        foreach (var file in Directory.EnumerateFiles(SealFiles.Folder)) File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
    }
}
