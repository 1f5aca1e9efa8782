using System.Text;
using NJsonSchema;
using Policies.Aggregates;
using Policies.Cases;
using Policies.Contracts;
using Policies.Tests.Shipped;
using Policies.Yaml;

namespace Policies.Tests.Schemas;

/// <summary>The published schemas and the validator agree: what a schema refuses the validator refuses, and what ships passes both.</summary>
public sealed class SchemaTests
{
    private const string Contract = "contracts/ccb-housing-credit.yaml";
    private const string Product = "products/housing-credit.yaml";
    private const string Dataset = "datasets/housing-fund.yaml";
    private const string Alert = "alerts/refusal-burst.yaml";
    private const string Csv = "datasets/credit-default.yaml";

    public static TheoryData<string> Documents =>
    [
        .. from kind in (string[])["datasets", "products", "contracts", "alerts"]
           from file in Directory.EnumerateFiles(Path.Combine(ShippedPolicies.Folder, kind), "*.yaml")
           where !file.EndsWith(PolicyFolder.CasesEnding, StringComparison.Ordinal)
           select $"{kind}/{Path.GetFileName(file)}",
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Schema_ShippedDocument_PassesAndNamesIt(string file)
    {
        (await Objections(ShippedPolicies.Folder, file)).ShouldBeEmpty();
        File.ReadLines(Path.Combine(ShippedPolicies.Folder, file)).First().ShouldBe($"# yaml-language-server: $schema=../schemas/{Kind(file)}.schema.json");
    }

    [Fact]
    public async Task Schema_EveryClauseWrittenOut_Passes()
    {
        var schema = await Schema("contract");
        schema.Validate(Encoding.UTF8.GetString(CanonicalJson.Serialize(ContractIdentity.ToJson(Decisions.Fixtures.Whole)))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Contract, "version: 1", "version: 0")]
    [InlineData(Contract, "version: 1", "version: one")]
    [InlineData(Contract, "version: 1\n", "")]
    [InlineData(Contract, "version: 1", "versions: 1")]
    [InlineData(Contract, "[credit-granting, post-loan]", "[marketing]")]
    [InlineData(Contract, "[credit-granting, post-loan]", "[]")]
    [InlineData(Contract, "[credit-granting, post-loan]", "[post-loan, post-loan]")]
    [InlineData(Contract, "legalBasis: consent", "legalBasis: interest")]
    [InlineData(Contract, "to: 2027-12-31", "to: tomorrow")]
    [InlineData(Contract, "maxBatch: 1000 ", "maxBatch: 1001 ")]
    [InlineData(Contract, "precision: 1 ", "precision: 0 ")]
    [InlineData(Contract, "reasons: 3", "reasons: 4")]
    [InlineData(Contract, "unknownSubjects: refuse", "unknownSubjects: guess")]
    [InlineData(Contract, "20/day  ", "20/week  ")]
    [InlineData(Contract, "[count, count-subjects, sum, mean]", "[max]")]
    [InlineData(Contract, "[monthly_deposit, loan_balance]", "{ monthly_deposit: [count] }")]
    [InlineData(Contract, "epsilonPerQuery: 0.05", "epsilonPerQuery: 11")]
    [InlineData(Contract, "epsilonPerQuery: 0.05", "epsilonPerQuery: \"0.05\"")]
    [InlineData(Contract, "precision: 5, maxBatch: 4096", "precision: 5, maxBatch: 5000")]
    [InlineData(Contract, "perDay: 100000, ", "")]
    [InlineData(Contract, "per: month", "per: week")]
    [InlineData(Contract, "window: { rho: 0.1, delta", "window: { rho: 0, delta")]
    [InlineData(Contract, "fen: 5000", "fen: -1")]
    [InlineData(Contract, "of: aggregate", "of: everything")]
    [InlineData(Product, "algorithm: logistic", "algorithm: forest")]
    [InlineData(Product, ", zh: 公积金信用评分", "")]
    [InlineData(Product, "minSubjects: 10", "minSubjects: 0")]
    [InlineData(Product, "scorePrecision: 1 }", "scorePrecision: 101 }")]
    [InlineData(Product, "consumerFeatures: [income, loan_amount] }", "consumerFeatures: [] }")]
    [InlineData(Dataset, "classification: L3", "classification: L5")]
    [InlineData(Dataset, "generator: housing-fund", "generator: weather")]
    [InlineData(Dataset, "kind: demo", "kind: oracle")]
    [InlineData(Csv, "kind: csv\n  path: credit-default/credit-default.csv", "kind: postgres\n  path: credit_default")]
    [InlineData(Csv, "kind: csv\n  path: credit-default/credit-default.csv", "kind: postgres\n  path: city.Credit")]
    [InlineData(Dataset, "maxRows: 36", "maxRows: 0")]
    [InlineData(Dataset, "groups: 3", "groups: 0")]
    [InlineData(Dataset, "[0, 500000]", "[0]")]
    [InlineData(Dataset, "subjectBounds: [0, 240000]", "subjectBounds: 240000")]
    [InlineData(Dataset, "take: deviation", "take: median")]
    [InlineData(Dataset, "lifetime: { rho: 2.0, delta: 5e-7 }", "lifetime: { rho: 2.0 }")]
    [InlineData(Alert, "kind: refusal-burst", "kind: refusals")]
    [InlineData(Alert, "minutes: 10", "minutes: 0")]
    [InlineData(Alert, "minutes: 10", "days: 1")]
    [InlineData(Alert, "refusals: 100\n", "")]
    [InlineData("alerts/out-of-hours.yaml", "toHour: 23", "toHour: 25")]
    [InlineData("alerts/score-drift.yaml", "psi: 0.25", "psi: none")]
    [InlineData("alerts/isolation-off.yaml", "kind: isolation-off", "kind: isolation-off\nminutes: 1")]
    [InlineData(Csv, "  rename:", "  nullValues: NA\n  rename:")]
    [InlineData(Csv, "PAY_2: pay_2", "PAY_2: PAY_2")]
    public async Task Schema_DocumentMadeWrong_IsRefusedBySchemaAndValidator(string file, string text, string replacement)
    {
        using var policies = new TemporaryPolicies().Replace(file, text, replacement);
        (await Objections(policies.Folder, file)).ShouldNotBeEmpty("by the schema");
        policies.Errors().ShouldContain(e => e.File == file, "by the validator");
    }

    [Fact]
    public async Task Schema_OfATable_Passes()
    {
        using var policies = new TemporaryPolicies().Replace(Csv, "kind: csv\n  path: credit-default/credit-default.csv", "kind: postgres\n  path: city.credit_default");
        (await Objections(policies.Folder, Csv)).ShouldBeEmpty();
        policies.Errors().ShouldBeEmpty();
    }

    /// <summary>A schema sees one document and no arithmetic: what needs more is for the validator alone, and a schema lets it pass.</summary>
    [Theory]
    [InlineData(Contract, "to: 2027-12-31", "to: 2027-02-31")]
    [InlineData(Contract, "to: 2027-12-31", "to: 2025-12-31")]
    [InlineData(Contract, "perDay: 100000", "perDay: 10")]
    [InlineData(Contract, "[district, employer]", "[district, month]")]
    [InlineData(Contract, "window: { rho: 0.1, delta", "window: { rho: 0.1000000001, delta")]
    [InlineData(Product, "dataset: housing-fund", "dataset: housing")]
    [InlineData("alerts/out-of-hours.yaml", "toHour: 23", "toHour: 6")]
    [InlineData(Dataset, "[0, 500000]", "[5, 4]")]
    [InlineData(Dataset, "type: date }", "type: date, bounds: [0, 1] }")]
    public async Task Schema_WhatNeedsMoreThanOneValue_IsForTheValidatorAlone(string file, string text, string replacement)
    {
        using var policies = new TemporaryPolicies().Replace(file, text, replacement);
        (await Objections(policies.Folder, file)).ShouldBeEmpty();
        policies.Errors().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Schema_ClosedLists_AreTheLists()
    {
        var properties = (await Schema("contract")).Properties;
        properties["purpose"].Item!.Enumeration.ShouldBe(Purpose.List.Select(p => (object)p.Id));
        properties["legalBasis"].Enumeration.ShouldBe(LegalBasis.List.Select(b => (object)b.Id));
        properties["aggregate"].Properties["functions"].Item!.Enumeration.ShouldBe(FunctionName.List.Select(f => (object)f.Id));
        properties["aggregate"].Properties["measures"].AnyOf.Last().AdditionalPropertiesSchema!.Item!.Enumeration
            .ShouldBe(FunctionName.List.Where(f => f.NeedsMeasure).Select(f => (object)f.Id));
    }

    private static async Task<IEnumerable<string>> Objections(string folder, string file)
    {
        var errors = new YamlErrors(file);
        var map = YamlReader.Read(await File.ReadAllBytesAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken), errors).ShouldNotBeNull();
        return (await Schema(Kind(file))).Validate(Encoding.UTF8.GetString(CaseRequest.ToJson(map, batch: 0))).Select(e => e.ToString());
    }

    private static Task<JsonSchema> Schema(string kind) =>
        JsonSchema.FromFileAsync(Path.Combine(ShippedPolicies.Folder, "schemas", $"{kind}.schema.json"), TestContext.Current.CancellationToken);

    private static string Kind(string file) => file[..(file.IndexOf('/') - 1)];
}
