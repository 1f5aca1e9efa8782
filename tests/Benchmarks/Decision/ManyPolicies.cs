using System.Globalization;
using System.Text;

namespace Benchmarks.Decision;

/// <summary>A policies folder of the size of a city's catalogue, made up; deleted afterwards.</summary>
internal sealed class ManyPolicies : IDisposable
{
    public const int Products = 3_161;
    public const int Columns = 56_376;

    public ManyPolicies(int contracts)
    {
        Contracts = contracts;
        foreach (var kind in (string[])["datasets", "products", "contracts"]) Directory.CreateDirectory(Path.Combine(Folder, kind));
        var products = Math.Min(contracts, Products);
        for (var i = 0; i < products; i++)
        {
            Write("datasets", Dataset(i), DatasetText(i));
            Write("products", Product(i), ProductText(i));
        }

        for (var i = 0; i < contracts; i++) Write("contracts", Contract(i), ContractText(i, version: 1));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("many-policies-").FullName;

    public int Contracts { get; }

    public static string Consumer(int contract) => Name("consumer", contract / Products);

    public static string ProductOf(int contract) => Product(contract % Products);

    /// <summary>Raises a contract's version; the file's path in the folder.</summary>
    public string Change(int contract, int version)
    {
        Write("contracts", Contract(contract), ContractText(contract, version));
        return $"contracts/{Contract(contract)}.yaml";
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Dataset(int number) => Name("dataset", number);

    private static string Product(int number) => Name("product", number);

    private static string Contract(int number) => Name("contract", number);

    private static string Name(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}");

    private void Write(string kind, string name, string text) => File.WriteAllText(Path.Combine(Folder, kind, $"{name}.yaml"), text);

    // The subject's column counts as one of the catalogue's.
    private static string DatasetText(int number)
    {
        var columns = (Columns / Products) + (number < Columns % Products ? 1 : 0) - 1;
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            dataset: {Dataset(number)}
            provider: 市数据局
            classification: L3
            source: {"{ kind: parquet, path: made-up }"}
            subject: {"{ column: id, maxRows: 1, people: 200000 }"}
            columns:
              - {"{ name: defaulted, type: integer, bounds: [0, 1] }"}

            """);
        for (var i = 1; i < columns; i++) text.Append(CultureInfo.InvariantCulture, $"  - {{ name: c{i}, type: integer, bounds: [0, {1000 + i}] }}\n");
        return text.Append("""
            features:
              - { name: one, column: c1, take: value, group: first }
              - { name: income, column: c2, take: value, group: second }
              - { name: loan_amount, column: c3, take: value, group: second }
            label: defaulted
            budget: { window: { rho: 0.2, delta: 0, per: month }, lifetime: { rho: 2, delta: 0 } }

            """).ToString();
    }

    private static string ProductText(int number) => $$"""
        product: {{Product(number)}}
        title: { en: Product, zh: 产品 }
        dataset: {{Dataset(number)}}
        models:
          - { name: model, algorithm: logistic, features: [one], consumerFeatures: [income, loan_amount], seed: 1 }
        score: { model: model }
        aggregate: { measures: [c1, c2], dimensions: [c3], minSubjects: 10 }
        floor: { maxEpsilonPerQuery: 0.5, scorePrecision: 1 }

        """;

    private static string ContractText(int number, int version) => $$"""
        contract: {{Contract(number)}}
        version: {{version}}
        consumer: {{Consumer(number)}}
        product: {{ProductOf(number)}}
        purpose: [credit-granting, post-loan]
        legalBasis: consent
        valid: { from: 2026-01-01, to: 2027-12-31 }
        score: { maxBatch: 1000, precision: 1, reasons: 3, unknownSubjects: refuse, perSubject: 20/day }
        aggregate: { functions: [count, sum, mean], groupBy: [c3], where: [c1, c3], epsilonPerQuery: 0.05 }
        budget: { window: { rho: 0.1, delta: 0, per: month }, lifetime: { rho: 1, delta: 0 } }
        quota: { perSecond: 50, perDay: 100000, perMonth: 2000000 }

        """;
}
