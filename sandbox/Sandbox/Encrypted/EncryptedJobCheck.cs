using Sandbox.Protocol.Jobs;
using Sandbox.Scores;

namespace Sandbox.Encrypted;

/// <summary>Whether a job that could be read says what its documentation says it may.</summary>
internal static class EncryptedJobCheck
{
    public static bool IsSound(EncryptedJob job) =>
        PinnedNames.IsDataset(job.Dataset)
        && PinnedNames.IsVersion(job.DataVersion)
        && PinnedNames.IsSha256(job.Model)
        && job.Precision is >= 1 and <= 100
        && Enum.IsDefined(job.UnknownSubjects);
}
