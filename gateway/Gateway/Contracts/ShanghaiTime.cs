namespace Gateway.Contracts;

/// <summary>Contracts begin and end at midnight in Asia/Shanghai, which has had no summer time since 1991.</summary>
internal static class ShanghaiTime
{
    /// <summary>Ahead of UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The day that it is there.</summary>
    public static DateOnly Today(TimeProvider time) => DateOnly.FromDateTime(time.GetUtcNow().ToOffset(Offset).DateTime);
}
