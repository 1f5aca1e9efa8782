using System.Security.Cryptography;
using Gateway.Audit;

namespace Benchmarks.Log;

/// <summary>Entries as the gateway writes them for a score: every field that one has, and one to three people asked about.</summary>
internal static class SampleEntries
{
    public static IReadOnlyList<(LogEntry Entry, string[] Subjects)> Make(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (Entry(i), Enumerable.Range(0, 1 + (i % 3)).Select(s => Id(i, s)).ToArray()))];

    private static LogEntry Entry(int i) => new AccessEntry
    {
        Time = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero).AddMilliseconds(i),
        Outcome = AccessOutcome.Granted,
        Consumer = "bank-ccb",
        Operation = "scores",
        Product = "housing-credit",
        Contract = "ccb-housing-credit",
        ContractVersion = 3,
        ContractSha256 = Convert.ToHexStringLower(Hash(i, 1)),
        Purpose = "credit-granting",
        QueryHash = Convert.ToBase64String(Hash(i, 2)),
        ResultHash = Convert.ToBase64String(Hash(i, 3)),
        Subjects = 1 + (i % 3),
        Model = Convert.ToHexStringLower(Hash(i, 4)),
        DataVersion = Convert.ToHexStringLower(Hash(i, 5).AsSpan(0, 16)),
        WorkerBoot = Convert.ToHexStringLower(Hash(i, 6).AsSpan(0, 16)),
        WorkerCounter = i,
        WorkerLink = Convert.ToBase64String(Hash(i, 8)),
        TraceId = Convert.ToHexStringLower(Hash(i, 7).AsSpan(0, 16)),
    };

    private static string Id(int i, int s) => $"41010119800101{i % 1000:D3}{s}";

    private static byte[] Hash(int i, byte what) => SHA256.HashData([.. BitConverter.GetBytes(i), what]);
}
