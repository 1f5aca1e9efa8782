using Sandbox.Encryption;
using Sandbox.Jobs;
using Sandbox.Protocol.Encrypted;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Encrypted;

/// <summary>What a worker of the encrypted kind is made of.</summary>
internal static class EncryptedServices
{
    /// <summary>A job's head and the largest container.</summary>
    public const long MaxBody = sizeof(int) + EncryptedJob.MaxHead + EncryptedRequest.MaxLength;

    private const int MaxHosts = 8;

    /// <summary>Starts SEAL: the worker is not healthy before it has proved itself.</summary>
    /// <exception cref="SealUnavailableException">SEAL does not work here.</exception>
    public static void AddEncryptedJobs(this IServiceCollection services, string dataPath)
    {
        services
            .AddSingleton(new EncryptedRunnerOptions(dataPath))
            .AddSingleton(SealEvaluator.Start(Math.Min(Environment.ProcessorCount, MaxHosts), SealLimits.Default))
            .AddSingleton<IJobRunner, EncryptedJobRunner>();
    }
}
