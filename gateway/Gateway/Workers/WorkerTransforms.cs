using System.Collections.Concurrent;
using Sandbox.Protocol.Workers;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Workers;

/// <summary>A worker has one address for jobs. Neither the path nor the query string of the consumer's request goes across the wall.</summary>
internal sealed class WorkerTransforms : ITransformProvider
{
    private readonly ConcurrentDictionary<string, Uri> _addresses = new(StringComparer.Ordinal);

    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        context.CopyRequestHeaders = false;
        context.UseDefaultForwarders = false;
        context.AddRequestTransform(request =>
        {
            request.ProxyRequest.RequestUri = _addresses.GetOrAdd(request.DestinationPrefix, Jobs);
            return default;
        });
    }

    private static Uri Jobs(string destination) => new(new Uri(destination), WorkerPaths.Jobs);
}
