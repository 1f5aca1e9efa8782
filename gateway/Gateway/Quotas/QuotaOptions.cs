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
}

[OptionsValidator]
internal sealed partial class QuotaOptionsValidator : IValidateOptions<QuotaOptions>;
