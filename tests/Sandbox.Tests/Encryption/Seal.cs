using Sandbox.Encryption;

[assembly: AssemblyFixture(typeof(Sandbox.Tests.Encryption.Seal))]

namespace Sandbox.Tests.Encryption;

/// <summary>SEAL in this process, both roles, started when first asked for: hosts are never disposed of, so all tests share these.</summary>
public sealed class Seal
{
    private readonly Lazy<SealClient> _client = new(SealClient.Start);
    private readonly Lazy<SealEvaluator> _evaluator = new(() => SealEvaluator.Start(1, SealLimits.Default));

    internal SealClient Client => _client.Value;

    internal SealEvaluator Evaluator => _evaluator.Value;
}
