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
        Parameters = [PathParts.Product, PathParts.Key("loan-2026-11-24-000017")],
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
        Headers = PathParts.AnswerHeaders,
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
