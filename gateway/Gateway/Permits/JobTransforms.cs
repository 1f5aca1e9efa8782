using Gateway.Record;
using Sandbox.Protocol.Permits;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Gateway.Permits;

/// <summary>
/// What YARP does with a job: sends it with its permit, and hands the release over to <see cref="RecordMiddleware"/>
/// instead of the consumer.
/// </summary>
internal sealed class JobTransforms : ITransformProvider
{
    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    public void Apply(TransformBuilderContext context)
    {
        context.CopyResponseHeaders = false;
        context.CopyResponseTrailers = false;
        context.AddRequestTransform(request =>
        {
            request.ProxyRequest.Headers.Host = null;
            request.ProxyRequest.Headers.TryAddWithoutValidation(Permit.Header, Exchange.Of(request.HttpContext).Job!.Permit);
            return default;
        });
        context.AddResponseTransform(async response =>
        {
            response.SuppressResponseBody = true;
            if (response.ProxyResponse is null) return;
            var exchange = Exchange.Of(response.HttpContext);
            exchange.Capture = await Capture.ReadAsync(response.ProxyResponse, response.CancellationToken);
        });
    }
}
