using Sandbox.Protocol.Jobs;

namespace Sandbox.Tests.Scores;

/// <summary>Score jobs on the synthetic city.</summary>
internal static class ScoreJobs
{
    public static ScoreJob Of(string model, string[] people, Func<string, double>? income = null) => new(
        SyntheticCity.Product, SyntheticCity.Dataset, SyntheticCity.Version, model, 1, 3, UnknownSubjects.Refuse, people,
        new Dictionary<string, IReadOnlyList<double?>>(StringComparer.Ordinal)
        {
            ["income"] = [.. people.Select(p => income?.Invoke(p) is { } value ? double.IsNaN(value) ? null : value : (double?)8000)],
        });
}
