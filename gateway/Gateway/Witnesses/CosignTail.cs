using Microsoft.Extensions.Options;

namespace Gateway.Witnesses;

/// <summary>Since when entries wait for witnesses. Where none is needed, nothing waits.</summary>
internal sealed class CosignTail(IOptions<WitnessOptions> options, TimeProvider time)
{
    private const long Nothing = -1;
    private long _since = Nothing;

    /// <summary>True when entries have waited too long: what is released now might never be seen by a witness.</summary>
    public bool IsStale => Interlocked.Read(ref _since) is var since && since != Nothing && time.GetElapsedTime(since) > options.Value.MaxTail;

    /// <summary>Entries wait.</summary>
    public void Waits() => Interlocked.CompareExchange(ref _since, time.GetTimestamp(), Nothing);

    /// <summary>Every entry that was there when witnesses were asked is cosigned.</summary>
    public void CaughtUp() => Interlocked.Exchange(ref _since, Nothing);
}
