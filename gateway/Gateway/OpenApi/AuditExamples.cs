using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>Examples of what the regulator asks and is answered. The hashes are nobody's.</summary>
internal sealed class AuditExamples : IOpenApiDocumentTransformer
{
    private const string Json = "application/json";

    private const string Entry = """
        { "index": 42, "entry": { "consumer": "bank-ccb", "contract": "ccb-housing-credit", "contractVersion": 1, "operation": "scores", "outcome": "granted", "product": "housing-credit",
          "purpose": "credit-granting", "subjects": 1, "subjectsKey": "8c1f4a0b5d6e7f80", "time": "2026-11-24T02:00:00.000Z", "type": "access", "version": 1 } }
        """;

    private static readonly (string Path, HttpMethod Method, string Summary, string Example)[] Answers =
    [
        ("/v1/audit/entries", HttpMethod.Get, "One entry, and more to come 一条记录，还有更多", $$"""{ "size": 1000, "entries": [ {{Entry}} ], "next": 42 }"""),
        ("/v1/audit/statistics", HttpMethod.Get, "One contract on one day 一个合约一日", """
            { "size": 1000, "days": [ { "day": "2026-11-24", "contract": "ccb-housing-credit", "granted": 812, "refused": 3, "failed": 0, "suppressed": 0, "replays": 12,
              "subjects": 2417, "nanoRho": 1250000, "femtoDelta": 0 } ] }
            """),
        ("/v1/audit/keys", HttpMethod.Get, "The key of a month 一个月的密钥", """
            { "keys": [ { "key": "8c1f4a0b5d6e7f80", "keySha256": "jB9KC11uf4Cc5Nz4E0GdYzD4X1u0mUoKc5l0Vn1Hn2A=", "origin": "gateway.local", "from": "2026-11-01T00:00:00+08:00",
              "until": "2026-12-01T00:00:00+08:00", "recipient": "0b1c2d3e4f506172",
              "sealed": "Gvoo0EFAQDtBSKz3nXCRIwhUJ1yq0lZbQd0V2l5Zc2VhbGVkIGtleSBvZiBub2JvZHksIGZvciB0aGUgZG9jdW1lbnQgYWxvbmUuIC4uLg==" } ] }
            """),
        ("/v1/audit/persons", HttpMethod.Post, "One access 一次查看", $$"""{ "recorded": 1007, "size": 1000, "entries": [ {{Entry}} ], "next": null }"""),
    ];

    private const string Question = """
        { "reason": "complaint 2026-118", "hashes": [ { "key": "8c1f4a0b5d6e7f80", "hash": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" } ] }
        """;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var (path, method, summary, example) in Answers)
        {
            if (document.Paths.TryGetValue(path, out var item) && item.Operations?.TryGetValue(method, out var operation) == true)
            {
                Add(operation.Responses!["200"].Content!, summary, example);
                if (operation.RequestBody?.Content is { } question) Add(question, "A person, under the key of one month 某人，一个月的密钥", Question);
            }
        }

        return Task.CompletedTask;
    }

    private static void Add(IDictionary<string, OpenApiMediaType> content, string summary, string example) =>
        content[Json].Examples = new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal) { ["example"] = Schemas.Example(summary, example) };
}
