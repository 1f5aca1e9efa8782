using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Gateway.Quotas;

/// <summary>Section <c>Quotas</c>.</summary>
internal sealed class QuotaOptions
{
    /// <summary>
    /// The most subjects that per-subject counters hold at once, over all windows and consumers (about 100 bytes each). When they are
    /// full the store does not answer: a cap that cannot be counted is never waived.
    /// </summary>
    [Range(1, 100_000_000)]
    public int MaxSubjects { get; set; } = 4_000_000;

    /// <summary>The folder of the journals of what was used, where quotas are counted in this process; relative to <c>Gateway:State</c>.</summary>
    [Required]
    public string Folder { get; set; } = "quotas";

    /// <summary>What the names of all keys in Redis begin with, so that installations can share a server.</summary>
    [Required]
    [RegularExpression("^[a-z0-9-]{1,32}$", ErrorMessage = "Quotas:Prefix is 1 to 32 of a-z, 0-9 and -.")]
    public string Prefix { get; set; } = "dpg";

    /// <summary>How long Redis may take to answer before the request is refused with 503. It is no wait that a consumer should notice.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:05")]
    public TimeSpan RedisTimeout { get; set; } = TimeSpan.FromMilliseconds(80);
}

[OptionsValidator]
internal sealed partial class QuotaOptionsValidator : IValidateOptions<QuotaOptions>;
