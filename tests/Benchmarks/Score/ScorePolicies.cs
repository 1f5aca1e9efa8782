using System.Globalization;
using System.Text;

namespace Benchmarks.Score;

/// <summary>The documents that put <see cref="ScoreCity"/> behind a gateway: one dataset, one product, one contract.</summary>
internal static class ScorePolicies
{
    /// <summary>Writes them into a folder.</summary>
    public static void Write(string folder)
    {
        Write(folder, "datasets", Dataset());
        Write(folder, "products", Product());
        Write(folder, "contracts", Contract());
    }

    private static void Write(string folder, string kind, string text) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, kind)).FullName, $"{ScoreCity.Dataset}.yaml"), text);

    private static string Dataset()
    {
        var (columns, features) = (new StringBuilder(), new StringBuilder());
        for (var f = 0; f < ScoreCity.Features; f++)
        {
            columns.Append(CultureInfo.InvariantCulture, $"  - {{ name: f{f}, type: decimal, scale: 6, bounds: [-10, 10] }}\n");
            features.Append(CultureInfo.InvariantCulture, $"  - {{ name: f{f}, column: f{f}, take: value, group: group-{f % ScoreCity.Groups} }}\n");
        }

        return $$"""
            dataset: {{ScoreCity.Dataset}}
            provider: 市数据局
            classification: L3
            source: { kind: parquet, path: made-up }
            subject: { column: id, maxRows: 1, people: {{ScoreCity.People}} }
            columns:
              - { name: defaulted, type: integer, bounds: [0, 1] }
            {{columns}}features:
            {{features}}label: defaulted
            budget: { window: { rho: 0.2, delta: 0, per: month }, lifetime: { rho: 2, delta: 0 } }

            """;
    }

    private static string Product() => $$"""
        product: {{ScoreCity.Dataset}}
        title: { en: Benchmark, zh: 基准测试 }
        dataset: {{ScoreCity.Dataset}}
        models:
          - { name: trees, algorithm: lightgbm, features: [{{string.Join(", ", Enumerable.Range(0, ScoreCity.Features).Select(f => $"f{f}"))}}], consumerFeatures: [], seed: 1 }
        score: { model: trees }
        floor: { scorePrecision: 1 }

        """;

    private static string Contract() => $$"""
        contract: {{ScoreCity.Dataset}}
        version: 1
        consumer: bank-ccb
        product: {{ScoreCity.Dataset}}
        purpose: [credit-granting]
        legalBasis: consent
        valid: { from: 2026-01-01, to: 2027-12-31 }
        score: { maxBatch: 1000, precision: 1, reasons: 3, unknownSubjects: refuse }
        quota: { perSecond: 1000, perDay: 1000000, perMonth: 10000000 }

        """;
}
