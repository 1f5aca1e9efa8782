using Gateway.Health;
using Gateway.Metrics;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>Health and metrics, for the operator's network.</summary>
internal sealed class OperatorOperations(IOptions<MetricsOptions> metrics) : IOpenApiDocumentTransformer
{
    private const string Health = "Health";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent(Health, Schemas.Closed(
            "Whether everything is there that a query needs.",
            ("status", Schemas.OneOf("The sum of the checks.", "ready", "not-ready")),
            ("checks", Schemas.Map("By name of the dependency.", Schemas.Closed(
                "One dependency.",
                ("status", Schemas.OneOf("`partly`: some products or workers are served, others not.", "ok", "partly", "missing")),
                ("detail?", Schemas.Text("What is missing.")))))));
        Add(document, HealthExtensions.LivePath, "live", "Whether the process answers 存活检查", Json(document, "It does.", """
            {"status":"ready","checks":{}}
            """));
        Add(document, HealthExtensions.ReadyPath, "ready", "Whether queries can be served 就绪检查", Json(document, "They can.", """
            {"status":"ready","checks":{"policies":{"status":"ok"},"data":{"status":"partly","detail":"No published data or no registered model for: credit-default."}}}
            """), Json(document, "They cannot; the checks say what is missing.", """
            {"status":"not-ready","checks":{"sandbox":{"status":"missing","detail":"0 of 2 workers ready"}}}
            """));
        if (metrics.Value.Enabled)
        {
            Add(document, MetricsServiceCollectionExtensions.Path, "metrics", "Prometheus metrics 监控指标", new OpenApiResponse
            {
                Description = "The Prometheus text format.",
                Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
                {
                    ["text/plain"] = new OpenApiMediaType { Schema = Schemas.Text("One sample a line.") },
                },
            });
        }

        return Task.CompletedTask;
    }

    private static void Add(OpenApiDocument document, string path, string id, string summary, OpenApiResponse ok, OpenApiResponse? unready = null)
    {
        var operation = new OpenApiOperation
        {
            OperationId = id,
            Summary = summary,
            Tags = new HashSet<OpenApiTagReference> { new(DocumentHead.Operations, document) },
            Responses = new OpenApiResponses { ["200"] = ok },
        };
        if (unready is not null) operation.Responses["503"] = unready;
        document.Paths[path] = new OpenApiPathItem
        {
            Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Get] = operation },
        };
    }

    private static OpenApiResponse Json(OpenApiDocument document, string description, string example) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            ["application/json"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchemaReference(Health, document),
                Examples = new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal) { ["example"] = Schemas.Example(description, example) },
            },
        },
    };
}
