using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Gateway.Permits;

/// <summary>Section <c>Permits</c>.</summary>
internal sealed class PermitOptions
{
    /// <summary>How long a permit is good for: seconds, for it is used at once.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(10);
}

[OptionsValidator]
internal sealed partial class PermitOptionsValidator : IValidateOptions<PermitOptions>;
