using System.Text.Json.Serialization;
using Gateway.Encrypted;
using Scalar.AspNetCore;

namespace Gateway.OpenApi;

/// <summary>The whole surface as one OpenAPI document at <c>/openapi/v1.json</c>, browsable at <c>/docs</c> without a network.</summary>
internal static class OpenApiExtensions
{
    public const string DocumentPath = "/openapi/{documentName}.json";
    public const string BrowserPath = "/docs";
    private const string DocumentName = "v1";

    public static void AddGatewayOpenApi(this IServiceCollection services)
    {
        // A number in a text is no number: without this the document would offer both.
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict);
        services.AddOpenApi(DocumentName, options => options
            .AddDocumentTransformer<DocumentHead>()
            .AddDocumentTransformer<ProblemComponents>()
            .AddDocumentTransformer<ScorePath>()
            .AddDocumentTransformer<AggregatePath>()
            .AddDocumentTransformer<EncryptedPath>()
            .AddDocumentTransformer<TokenPath>()
            .AddDocumentTransformer<OperatorOperations>()
            .AddDocumentTransformer<AuditExamples>()
            .AddDocumentTransformer<ProblemResponses>());
    }

    public static void MapGatewayOpenApi(this WebApplication app)
    {
        app.MapOpenApi(DocumentPath);
        app.MapProblemPages();
        app.MapScalarApiReference(BrowserPath, scalar => scalar
            .WithTitle("Data product gateway 数据产品网关")
            .AddDocument(DocumentName)
            .WithDefaultHttpClient(ScalarTarget.Shell, ScalarClient.Curl)
            // Nothing is fetched from, or sent to, anybody else.
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideClientButton()
            .HideDeveloperTools());
    }
}
