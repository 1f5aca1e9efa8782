using System.Globalization;
using Policies.Contracts;
using Policies.Decisions;
using Policies.Yaml;

namespace Policies.Cases;

/// <summary>YAML → <see cref="PolicyCase"/>.</summary>
internal static class CaseReader
{
    private const string Granted = "granted";
    private static readonly TimeSpan ShanghaiOffset = TimeSpan.FromHours(8);

    public static List<PolicyCase> Read(MapReader reader, IReadOnlySet<string> contracts)
    {
        var contract = reader.Name("contract", NamePattern.Identifier, "the contract that the cases are about");
        if (contract.Length > 0 && !contracts.Contains(contract))
            reader.Error("contract", $"There is no contract '{contract}'. Write contracts/{contract}.yaml, or delete its cases.");
        var cases = reader.Maps("cases", "the cases: - { name: …, at: …, request: …, expect: granted }", "The case")
            .Select(item => ReadCase(item, contract)).ToList();
        reader.Done();
        return cases;
    }

    private static PolicyCase ReadCase(MapReader reader, string contract)
    {
        var (name, nameZh) = ReadName(reader);
        var at = ReadTime(reader);
        var batch = reader.Has("batch", out var node) ? (int)reader.IntegerOf(node, "batch", 1, 10_000) : 0;
        var request = reader.Need("request", "the request's body: { purpose: …, subjects: [ { id: … } ] }");
        var expected = ReadExpected(reader);
        var terms = expected.Count == 0 && reader.OptionalMap("terms") is { } termsReader ? ReadTerms(termsReader) : null;
        reader.Done();
        var body = request is YamlMap map ? CaseRequest.ToJson(map, batch) : [];
        if (request is not null and not YamlMap) reader.Error("request", "Write a mapping, as the JSON that a consumer sends.");
        return new PolicyCase(contract, name, nameZh, at, body, expected, terms, reader.Errors.File, reader.Line);
    }

    private static (string English, string Chinese) ReadName(MapReader reader)
    {
        if (reader.Map("name", "{ en: …, zh: … }, what the case shows") is not { } name) return ("", "");
        var texts = (name.Text("en", "it in English"), name.Text("zh", "it in Chinese"));
        name.Done();
        return texts;
    }

    private static DateTimeOffset ReadTime(MapReader reader)
    {
        if (reader.Need("at", "when the request comes, as 2026-06-01T12:00, Asia/Shanghai") is YamlScalar scalar)
        {
            if (DateTime.TryParseExact(scalar.Text, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
                return new DateTimeOffset(time, ShanghaiOffset);
            reader.Error("at", "Write a time as 2026-06-01T12:00, Asia/Shanghai.");
        }

        return default;
    }

    private static IReadOnlyList<string> ReadExpected(MapReader reader)
    {
        if (reader.Need("expect", "granted, or the codes of all reasons, [contract-expired]") is not { } node) return [];
        if (node is YamlScalar { Text: Granted }) return [];
        var codes = reader.ListOf(node, "expect", mayBeEmpty: false, item => reader.TextOf(item, "expect"));
        foreach (var code in codes)
            if (!ReasonTable.All.ContainsKey(code)) reader.Error("expect", $"'{code}' is no code of a refusal. docs/contracts.md lists them.");
        return codes;
    }

    private static ScoreTerms ReadTerms(MapReader reader)
    {
        var terms = new ScoreTerms(
            (int)reader.Integer("precision", 1, 100, "the precision granted"),
            (int)reader.Integer("reasons", 0, 3, "the reasons granted"),
            reader.Choice("unknownSubjects", UnknownSubjectsWord.All, "the treatment granted"));
        reader.Done();
        return terms;
    }
}
