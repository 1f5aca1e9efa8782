using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Policies.Decisions;
using Policies.Queries.Aggregates;

namespace Policies.Tests.Queries.Aggregates;

/// <summary>No bytes and no SQL text make the parser throw or repeat the input.</summary>
public sealed class AggregateQueryFuzzTests
{
    private const string Secret = "S3CR3T";

    private static readonly string[] Queries =
    [
        """{"purpose":"p","select":[{"function":"quantile","column":"x","at":[0.5]}],"where":{"and":[{"column":"S3CR3T","operator":"in","values":["S3CR3T",1]}]}}""",
        """{"purpose":"p","select":[{"function":"histogram","column":"x","edges":[0,1.5]}],"groupBy":["d"],"epsilon":0.1,"delta":1e-9,"output":{"roundTo":5}}""",
    ];

    private static readonly string[] Statements =
    [
        "SELECT district, COUNT(*), AVG(x) FROM housing-credit WHERE x > 4 AND NOT (district IN ('S3CR3T', 'b') OR y IS NOT NULL) GROUP BY district;",
        "select quantile(x, 0.25, .5), histogram(y, 0, 1e3) from \"p\" where since between date '2026-01-01' and date '2026-02-01' and b = true",
    ];

    private static readonly string[] Snippets =
    [
        "'", "\"", "''", "(", ")", "((((", ",", ";", "--", "/*", "*", "=", "<>", "!=", "!", "<", "-", "1e", "1e999", "-0", "NULL", "NOT ", "IN (", "BETWEEN", "DATE ", "\\", "\0",
        "\n", "，", "select", " FROM ", "{", "}", "[", "]", ":", "null", "true", "\\ud800", "S3CR3T", "9999999999999999999999", "\"and\":[", "\"not\":{",
    ];

    [Property(MaxTest = 2_000)]
    public void Parse_AnyBytes_NeverThrows(byte[] bytes) => Check(bytes);

    [Property(MaxTest = 5_000)]
    public Property Parse_MutatedJson_NeverThrows() => Prop.ForAll(Mutants(Queries).ToArbitrary(), text => Check(Encoding.UTF8.GetBytes(text)));

    [Property(MaxTest = 5_000)]
    public Property Parse_MutatedSql_NeverThrows() => Prop.ForAll(
        Mutants(Statements).ToArbitrary(), text => Check(Encoding.UTF8.GetBytes($$"""{"purpose":"p","sql":"{{JsonEncodedText.Encode(text)}}"}""")));

    private static Gen<string> Mutants(string[] seeds) =>
        from seed in Gen.Elements(seeds)
        from count in Gen.Choose(1, 4)
        from edits in Gen.Choose(0, 10_000).Zip(Gen.Choose(0, 8)).Zip(Gen.Elements(Snippets)).ArrayOf(count)
        select edits.Aggregate(seed, (text, edit) =>
        {
            var ((place, length), snippet) = edit;
            var at = place % (text.Length + 1);
            return string.Concat(text.AsSpan(0, at), snippet, text.AsSpan(Math.Min(text.Length, at + length)));
        });

    private static void Check(byte[] bytes)
    {
        var (query, refusal) = AggregateQueryParser.Parse(bytes);
        (query is null).ShouldBe(refusal is not null);
        if (refusal is null)
        {
            // The framework's own strict reader agrees that this is one JSON object without a repeated member.
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            query!.Select.ShouldNotBeEmpty();
            return;
        }

        refusal.Reasons.ShouldNotBeEmpty();
        foreach (var reason in refusal.Reasons)
        {
            reason.Code.ShouldBe(ReasonTable.MalformedQuery);
            reason.Sentence(chinese: false).ShouldNotContain(Secret);
            reason.Sentence(chinese: true).ShouldNotContain(Secret);
        }
    }
}
