using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Policies.Decisions;

namespace Gateway.OpenApi;

/// <summary>Gives every operation below <c>/v1/</c> its sign-in and the statuses that it may refuse with.</summary>
internal sealed class ProblemResponses : IOpenApiDocumentTransformer
{
    private static readonly int[] OfReads = [401, 403, 404, 405, 500, 503];

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var all = ReasonTable.All.Values.Select(c => c.Status).Distinct().Order().ToArray();
        foreach (var (path, item) in document.Paths)
        {
            if (!path.StartsWith("/v1/", StringComparison.Ordinal) || item.Operations is null) continue;
            foreach (var (method, operation) in item.Operations)
            {
                operation.Security ??= [DocumentHead.Required(document)];
                operation.Responses ??= [];
                foreach (var status in method == HttpMethod.Get ? OfReads : all)
                {
                    operation.Responses[status.ToString(CultureInfo.InvariantCulture)] =
                        new OpenApiResponseReference(ProblemComponents.Name(status), document);
                }
            }
        }

        return Task.CompletedTask;
    }
}
