using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Policies.Decisions;
using Policies.Queries;

namespace Policies.Tests.Queries;

/// <summary>No bytes make the parser throw, repeat the input or accept what a strict reader of the whole document would refuse.</summary>
public sealed class ScoreQueryParserFuzzTests
{
    private const string Secret = "S3CR3T";

    private static readonly byte[][] Seeds =
    [
        .. new[]
        {
            """{"purpose":"credit-granting","subjects":[{"id":"S3CR3T","features":{"income":12000.5,"loan_amount":null}},{"id":"B"}],"precision":5}""",
            """{"purpose":"post-loan","subjects":[{"id":"A"},{"id":"S3CR3T"}],"precision":10,"reasons":3,"unknownSubjects":"refuse"}""",
            """ { "subjects" : [ { "features" : { "income" : -1e3 } , "id" : "\u0041S3CR3T" } ] , "purpose" : "anti-fraud" } """,
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly byte[][] Snippets =
    [
        .. new[]
        {
            "\"", "\\", "{", "}", "[", "]", ",", ":", "null", "true", "NaN", "-Infinity", "1e400", "-0", "0x1", "/*", "//", "\\u0000", "\\ud800", "\uFEFF",
            "\"id\":\"A\",", "\"features\":{},", "\"purpose\":\"post-loan\",", "[[[[[[[[", "{\"a\":{\"a\":{\"a\":{\"a\":", "9999999999999999999999", "\0",
        }.Select(Encoding.UTF8.GetBytes),
        [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF], [0xF5, 0x80, 0x80, 0x80],
    ];

    [Property(MaxTest = 20_000)]
    public void Parse_AnyBytes_NeverThrows(byte[] bytes) => Check(bytes);

    [Property(MaxTest = 200_000)]
    public Property Parse_MutatedQueries_NeverThrows() => Prop.ForAll(Mutants().ToArbitrary(), Check);

    private static void Check(byte[] bytes)
    {
        var (query, refusal) = ScoreQueryParser.Parse(bytes);
        (query is null).ShouldBe(refusal is not null);
        if (query is not null)
        {
            // The framework's own strict reader agrees that this is one JSON object without a repeated member.
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            query.Subjects.Count.ShouldBe(document.RootElement.GetProperty("subjects").GetArrayLength());
            query.Subjects.Distinct().Count().ShouldBe(query.Subjects.Count);
            query.Features.Values.ShouldAllBe(values => values.Count == query.Subjects.Count);
            return;
        }

        var reason = refusal!.Reasons.ShouldHaveSingleItem();
        reason.Code.ShouldBe(ReasonTable.MalformedQuery);
        reason.Sentence(chinese: false).ShouldNotContain(Secret);
        reason.Sentence(chinese: true).ShouldNotContain(Secret);
    }

    private static Gen<byte[]> Mutants() =>
        from seed in Gen.Elements(Seeds)
        from edits in Gen.Choose(1, 4)
        from places in Gen.Choose(0, int.MaxValue - 1).ArrayOf(edits)
        from kinds in Gen.Choose(0, 4).ArrayOf(edits)
        from choices in Gen.Choose(0, 255).ArrayOf(edits)
        select Mutate(seed, places, kinds, choices);

    private static byte[] Mutate(byte[] seed, int[] places, int[] kinds, int[] choices)
    {
        var bytes = seed.ToList();
        for (var i = 0; i < places.Length; i++)
        {
            var at = places[i] % (bytes.Count + 1);
            var span = Math.Min(1 + (choices[i] % 16), bytes.Count - at);
            switch (kinds[i])
            {
                case 0:
                    bytes.InsertRange(at, Snippets[choices[i] % Snippets.Length]);
                    break;
                case 1:
                    bytes.RemoveRange(at, span);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, span));
                    break;
                case 3:
                    if (at < bytes.Count) bytes[at] = (byte)choices[i];
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }

        return [.. bytes];
    }
}
