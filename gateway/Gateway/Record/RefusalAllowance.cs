using System.Collections.Concurrent;

namespace Gateway.Record;

/// <summary>
/// How many refusals of one consumer are recorded: a bucket of <see cref="Burst"/> that refills at <see cref="PerSecond"/>, so that nobody
/// fills the disk with requests that cost nothing. What was not recorded is counted, and the next entry says how many.
/// </summary>
internal sealed class RefusalAllowance(TimeProvider time)
{
    public const int PerSecond = 50;
    public const int Burst = 1_000;
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // One bucket a client id that has proved itself: as many as there are registered clients.
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>False when this refusal must not be recorded.</summary>
    /// <param name="consumer">Whose.</param>
    /// <param name="suppressed">Refusals that were not recorded since the last one that was.</param>
    public bool TryTake(string consumer, out int suppressed)
    {
        var bucket = _buckets.GetOrAdd(consumer, static (_, now) => new Bucket { Refilled = now }, time.GetTimestamp());
        lock (bucket)
        {
            var now = time.GetTimestamp();
            bucket.Tokens = Math.Min(Burst, bucket.Tokens + (time.GetElapsedTime(bucket.Refilled, now).TotalSeconds * PerSecond));
            bucket.Refilled = now;
            if (bucket.Tokens < 1)
            {
                bucket.Suppressed = bucket.Suppressed == int.MaxValue ? int.MaxValue : bucket.Suppressed + 1;
                suppressed = 0;
                return false;
            }

            bucket.Tokens--;
            suppressed = bucket.Suppressed;
            bucket.Suppressed = 0;
            return true;
        }
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; } = Burst;
        public long Refilled { get; set; }
        public int Suppressed { get; set; }
    }
}
