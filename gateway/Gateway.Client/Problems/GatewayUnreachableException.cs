namespace Gateway.Client.Problems;

/// <summary>The gateway could not be reached, after all tries.</summary>
public sealed class GatewayUnreachableException(Uri gateway, Exception? inner = null)
    : Exception($"The gateway at {gateway.GetLeftPart(UriPartial.Authority)} cannot be reached: {inner?.Message}", inner)
{
    /// <summary>Where it was sought.</summary>
    public Uri Gateway { get; } = gateway;
}
