using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Scores;

/// <summary>Bytes → a score job in which everything holds that its documentation says; else false.</summary>
internal static class ScoreJobReader
{
    private const int MaxSubjects = 1000;
    private const int MaxReasons = 3;

    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out ScoreJob? job)
    {
        try
        {
            job = JsonSerializer.Deserialize(bytes, ProtocolJson.Default.ScoreJob);
            return job is not null && IsSound(job);
        }
        catch (JsonException)
        {
            job = null;
            return false;
        }
    }

    private static bool IsSound(ScoreJob job) =>
        PinnedNames.IsDataset(job.Dataset)
        && PinnedNames.IsVersion(job.DataVersion)
        && PinnedNames.IsSha256(job.Model)
        && job.Precision is >= 1 and <= 100
        && job.Reasons is >= 0 and <= MaxReasons
        && Enum.IsDefined(job.UnknownSubjects)
        && job.Subjects is { Count: >= 1 and <= MaxSubjects }
        && job.Subjects.All(IsCanonical)
        && job.ConsumerFeatures is not null
        && job.ConsumerFeatures.Values.All(values => values is not null && values.Count == job.Subjects.Count);

    private static bool IsCanonical(string? subject) =>
        SubjectId.TryParse(subject, out var parsed) && string.Equals(parsed.Value, subject, StringComparison.Ordinal);
}
