using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Gateway.Ledger;

/// <summary>Section <c>Ledger</c>.</summary>
internal sealed class LedgerOptions
{
    /// <summary>The SQLite file; relative to <c>Gateway:State</c>. Not used with <c>Stores:Postgres</c>: gateways that share contracts share what these may spend.</summary>
    [Required]
    public string File { get; set; } = "ledger.db";

    /// <summary>How long the database may take over one group of charges before they are refused.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
internal sealed partial class LedgerOptionsValidator : IValidateOptions<LedgerOptions>;
