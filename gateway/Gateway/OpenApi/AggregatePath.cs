using Gateway.Aggregates;
using Gateway.Ledger;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>The aggregates of a product and their preview: carried by YARP, and answered from documents alone.</summary>
internal sealed class AggregatePath : IOpenApiDocumentTransformer
{
    public const string Path = "/v1/products/{product}/aggregates";
    private const string Json = "application/json";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddAggregateSchemas();
        Add(document, Path, Operation(
            document, "aggregate", "Ask about groups of people 聚合查询",
            "A table with noise that hides each person, and 95 % intervals. The privacy that it costs is charged before anything is computed and never given back; "
            + "the same question again, however it is put, is answered with the same bytes and costs nothing.",
            "Computed, charged and recorded.", AggregateSchemas.Answer, AggregateExamples.Answers, AnswerHeaders, withKey: true));
        Add(document, PreviewEndpoint.Path, Operation(
            document, "previewAggregate", "What an aggregate would cost 聚合查询预览",
            "Cost, plan and expected error of a query. Nothing is charged, and nothing of it depends on data.",
            "What it would cost.", AggregateSchemas.Preview, AggregateExamples.Previews, headers: null, withKey: false));
        return Task.CompletedTask;
    }

    private static Dictionary<string, IOpenApiHeader> AnswerHeaders
    {
        get
        {
            var headers = PathParts.AnswerHeaders;
            headers[Balance.Header] = PathParts.Header(
                "What this answer cost and what the contract may still spend this month and ever, in 10⁻⁹ ρ and 10⁻¹⁵ δ, and the charge's place in the ledger; without one nothing was "
                + "charged (a structured dictionary, RFC 8941).",
                "A balance.",
                "nano-rho=1250000, femto-delta=0, window-nano-rho=98750000, window-femto-delta=10000000, lifetime-nano-rho=998750000, lifetime-femto-delta=100000000, ledger=17");
            return headers;
        }
    }

    private static void Add(OpenApiDocument document, string path, OpenApiOperation operation) => document.Paths[path] = new OpenApiPathItem
    {
        Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Post] = operation },
    };

    private static OpenApiOperation Operation(
        OpenApiDocument document, string id, string summary, string description, string answered, string schema, Dictionary<string, IOpenApiExample> examples,
        Dictionary<string, IOpenApiHeader>? headers, bool withKey) => new()
    {
        OperationId = id,
        Summary = summary,
        Description = description,
        Tags = new HashSet<OpenApiTagReference> { new(DocumentHead.Products, document) },
        Security = [DocumentHead.Required(document)],
        Parameters = withKey ? [PathParts.Product, PathParts.Key("report-2026-11-24")] : [PathParts.Product],
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "At most 64 KiB, uncompressed.",
            Content = Content(new OpenApiSchemaReference(AggregateSchemas.Request, document), AggregateExamples.Requests),
        },
        Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse { Description = answered, Headers = headers, Content = Content(new OpenApiSchemaReference(schema, document), examples) },
        },
    };

    private static Dictionary<string, OpenApiMediaType> Content(OpenApiSchemaReference schema, Dictionary<string, IOpenApiExample> examples) =>
        new(StringComparer.Ordinal) { [Json] = new OpenApiMediaType { Schema = schema, Examples = examples } };
}
