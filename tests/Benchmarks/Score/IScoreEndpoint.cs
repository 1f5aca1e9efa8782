using Sandbox.Protocol.Jobs;

namespace Benchmarks.Score;

/// <summary>Where whole score requests go: straight to a worker, or through a gateway.</summary>
internal interface IScoreEndpoint : IAsyncDisposable
{
    /// <summary>What one answer's bytes came to, for one request of these people; they are checked by the caller.</summary>
    Task<byte[]> ScoreAsync(ScoreJob request);
}
