using Gateway.Answers;
using Gateway.Record;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>The scores of a product. YARP carries them, so the API explorer does not know of them: they are described here.</summary>
internal sealed class ScorePath : IOpenApiDocumentTransformer
{
    public const string Path = "/v1/products/{product}/scores";
    private const string Json = "application/json";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddScoreSchemas();
        document.Paths[Path] = new OpenApiPathItem
        {
            Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Post] = Operation(document) },
        };
        return Task.CompletedTask;
    }

    private static OpenApiOperation Operation(OpenApiDocument document) => new()
    {
        OperationId = "score",
        Summary = "Score people 信用评分",
        Description = "One integer score (300 to 850) a person, with a band and the groups of features that lowered it most. The answer leaves "
            + "only after its entry in the access log is durable.",
        Tags = new HashSet<OpenApiTagReference> { new(DocumentHead.Products, document) },
        Security = [DocumentHead.Required(document)],
        Parameters =
        [
            new OpenApiParameter
            {
                Name = "product",
                In = ParameterLocation.Path,
                Required = true,
                Description = "A product that you have a contract for: `/v1/contracts` lists them.",
                Schema = Schemas.Text("A product's id.", "^[a-z0-9-]{1,63}$"),
                Example = "housing-credit",
            },
            new OpenApiParameter
            {
                Name = AnswerStep.Header,
                In = ParameterLocation.Header,
                Description = "Names this request. The same key with the same body gets the same bytes again, charged once, also after a crash.",
                Schema = Schemas.Text("1 to 128 visible ASCII characters.", "^[!-~]{1,128}$"),
                Example = "loan-2026-11-24-000017",
            },
        ],
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = "At most 1 MiB, uncompressed.",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [Json] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchemaReference(ScoreSchemas.Request, document),
                    Examples = ScoreExamples.Requests,
                },
            },
        },
        Responses = new OpenApiResponses { ["200"] = Answered(document) },
    };

    private static OpenApiResponse Answered(OpenApiDocument document) => new()
    {
        Description = "Scored, charged and recorded.",
        Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
        {
            [Receipt.Header] = new OpenApiHeader
            {
                Description = "Where the answer is recorded, and the nonce that opens the entry's salted hashes: keep it beside the answer "
                    + "(a structured dictionary, RFC 8941: index, nonce, contract, origin).",
                Required = true,
                Schema = Schemas.Text("A receipt."),
                Example = "index=42, nonce=:q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=:, "
                    + "contract=:X3ZtZhEvYV0m0cWbXk7m5m0e4f2p2pWl5d8mS3v0v1E=:, origin=\"gateway.local\"",
            },
            ["Content-Digest"] = new OpenApiHeader
            {
                Description = "SHA-256 of the body (RFC 9530).",
                Required = true,
                Schema = Schemas.Text("A digest."),
                Example = "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
            },
        },
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            [Json] = new OpenApiMediaType
            {
                Schema = new OpenApiSchemaReference(ScoreSchemas.Answer, document),
                Examples = ScoreExamples.Answers,
            },
        },
    };
}
