using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Gateway.Contracts;

/// <summary>Section <c>Contracts</c>.</summary>
internal sealed class ContractOptions
{
    /// <summary>The SQLite file, where <c>Stores:Postgres</c> is not set; relative to <c>Gateway:State</c>.</summary>
    [Required]
    public string File { get; set; } = "contracts.db";

    /// <summary>
    /// Whether an empty store is filled with the contracts of the policies folder, in force at once; only at a first start. Left out: yes with
    /// SQLite, no with PostgreSQL, where nobody can tell whose first start it is.
    /// </summary>
    public bool? Seed { get; set; }

    /// <summary>How often the store is asked whether a contract changed, whatever news come by other ways.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:00:04")]
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How old the last confirmation by the store may be before a query waits for the next one, or is refused when there is none: so long at most
    /// does a gateway that is cut off go by a contract that has ended.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:01:00")]
    public TimeSpan TrustFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often contracts whose last day is over are ended. They are out of force at midnight by themselves.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ExpireEvery { get; set; } = TimeSpan.FromMinutes(1);
}

[OptionsValidator]
internal sealed partial class ContractOptionsValidator : IValidateOptions<ContractOptions>;
