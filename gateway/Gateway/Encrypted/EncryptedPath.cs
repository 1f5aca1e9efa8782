using Gateway.OpenApi;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Sandbox.Protocol.Encrypted;

namespace Gateway.Encrypted;

/// <summary>Encrypted scores in the OpenAPI document. YARP carries them, so the API explorer does not know of them.</summary>
internal sealed class EncryptedPath : IOpenApiDocumentTransformer
{
    private const string Path = $"/v1/products/{{product}}/{EncryptedOperation.Route}";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var item = document.Paths.TryGetValue(Path, out var known) ? (OpenApiPathItem)known : new OpenApiPathItem();
        document.Paths[Path] = item;
        item.Operations ??= [];
        item.Operations[HttpMethod.Post] = Operation(document);
        return Task.CompletedTask;
    }

    private static OpenApiOperation Operation(OpenApiDocument document) => new()
    {
        OperationId = "scoreEncrypted",
        Summary = "Score people under encryption 密态评分",
        Description = "The consumer's features come as CKKS ciphertexts and are never seen; the answer is a ciphertext that only the consumer's key opens. "
            + "The consumer can derive the weights of its own features and, of each person, the city's contribution, rounded to the contract's precision. "
            + "Both containers are described in docs/encrypted-scoring.md; the SDK and `dpg encrypted-score` write and read them.",
        Tags = new HashSet<OpenApiTagReference> { new(DocumentHead.Products, document) },
        Security = [DocumentHead.Required(document)],
        Parameters = [PathParts.Product, PathParts.Key("loan-2026-11-24-000017")],
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Description = $"At most {EncryptedRequest.MaxLength} bytes.",
            Content = Binary(EncryptedRequest.MediaType, "A request container: purpose, contract, subjects, and a fresh seeded ciphertext for each feature."),
        },
        Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = "Scored, charged and recorded.",
                Headers = PathParts.AnswerHeaders,
                Content = Binary(EncryptedAnswer.MediaType, "An answer container: model, data version, who was scored, and one ciphertext."),
            },
        },
    };

    private static Dictionary<string, OpenApiMediaType> Binary(string type, string description) => new(StringComparer.Ordinal)
    {
        [type] = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = description } },
    };
}
