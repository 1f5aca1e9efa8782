using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>Section <c>Gateway</c>: where things are.</summary>
internal sealed class GatewayOptions
{
    /// <summary>The folder that this gateway alone writes: identity, answers, log, keys, sockets.</summary>
    [Required]
    public string State { get; set; } = "var/gateway";

    /// <summary>The data folder; the gateway reads names, versions and hashes there, never a row.</summary>
    [Required]
    public string Data { get; set; } = "var/data";

    /// <summary>The policies folder.</summary>
    [Required]
    public string Policies { get; set; } = "policies";

    /// <summary>The most bytes that the bodies of all requests under way take together; past it, large ones get 503 and <c>Retry-After</c>.</summary>
    [Range(8L << 20, long.MaxValue)]
    public long MaxBodyMemory { get; set; } = 128L << 20;
}

[OptionsValidator]
internal sealed partial class GatewayOptionsValidator : IValidateOptions<GatewayOptions>;
