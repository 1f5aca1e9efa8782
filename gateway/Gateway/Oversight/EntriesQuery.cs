using System.ComponentModel;
using Gateway.Audit;
using Gateway.Audit.Search;
using Policies.Decisions;

namespace Gateway.Oversight;

/// <summary>A search as it stands in the query of a request.</summary>
/// <param name="Consumer">Who asked.</param>
/// <param name="Contract">Under which contract.</param>
/// <param name="Product">Which product.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Operation">scores, aggregates, …</param>
/// <param name="Outcome">granted, refused or failed.</param>
/// <param name="Reason">The code of one of the reasons.</param>
/// <param name="Model">SHA-256 of the model file.</param>
/// <param name="Event">The name of an event; requests do not match.</param>
/// <param name="From">Not before, such as 2026-11-24T00:00:00Z.</param>
/// <param name="Until">Before.</param>
/// <param name="MinNanoRho">At least so much privacy charged, in 10⁻⁹ ρ.</param>
/// <param name="MaxNanoRho">At most so much.</param>
/// <param name="After">Only entries after this index, the oldest first.</param>
/// <param name="Before">Only entries before this index, the newest first.</param>
/// <param name="Limit">The most entries of a page: 1 to 1000, 100 unless stated.</param>
/// <param name="Wait">Where nothing matches yet, wait so many seconds for it: 0 to 30.</param>
internal sealed record EntriesQuery(
    [property: Description("Who asked.")] string? Consumer,
    [property: Description("Under which contract.")] string? Contract,
    [property: Description("Which product.")] string? Product,
    [property: Description("What for.")] string? Purpose,
    [property: Description("`scores`, `aggregates`, …")] string? Operation,
    [property: Description("`granted`, `refused` or `failed`.")] string? Outcome,
    [property: Description("The code of one of the reasons.")] string? Reason,
    [property: Description("SHA-256 of the model file, hexadecimal.")] string? Model,
    [property: Description("The name of an event; requests do not match.")] string? Event,
    [property: Description("Not before.")] DateTimeOffset? From,
    [property: Description("Before.")] DateTimeOffset? Until,
    [property: Description("At least so much privacy charged, in 10⁻⁹ ρ.")] long? MinNanoRho,
    [property: Description("At most so much.")] long? MaxNanoRho,
    [property: Description("Only entries after this index, the oldest first.")] long? After,
    [property: Description("Only entries before this index, the newest first.")] long? Before,
    [property: Description("The most entries of a page: 1 to 1000, 100 unless stated.")] int? Limit,
    [property: Description("Where nothing matches yet, wait so many seconds for it: 0 to 30.")] int? Wait)
{
    public const int MostSeconds = 30;
    private const int MaxText = 128;

    /// <summary>The search, or what is wrong with it.</summary>
    public (EntrySearch Search, Reason? Refused) Parse()
    {
        var search = new EntrySearch
        {
            Consumer = Consumer, Contract = Contract, Product = Product, Purpose = Purpose, Operation = Operation, Reason = Reason, Model = Model, Event = Event,
            From = From, Until = Until, MinNanoRho = MinNanoRho, MaxNanoRho = MaxNanoRho, After = After, Before = Before, Limit = Limit ?? new EntrySearch().Limit,
        };
        if (Outcome is not null)
        {
            if (!Enum.TryParse<AccessOutcome>(Outcome, ignoreCase: true, out var outcome) || !Enum.IsDefined(outcome) || char.IsAsciiDigit(Outcome[0]))
                return (search, Bad("outcome is granted, refused or failed"));
            search = search with { Outcome = outcome };
        }

        string?[] texts = [Consumer, Contract, Product, Purpose, Operation, Reason, Model, Event];
        return (search, texts.Any(t => t is { Length: 0 or > MaxText }) ? Bad($"what is searched for has 1 to {MaxText} characters")
            : search.Limit is < 1 or > EntrySearch.MaxLimit ? Bad($"limit is a whole number from 1 to {EntrySearch.MaxLimit}")
            : Wait is < 0 or > MostSeconds ? Bad($"wait is a whole number from 0 to {MostSeconds}")
            : After is not null && Before is not null ? Bad("state after or before, not both")
            : null);
    }

    private static Reason Bad(string what) => ReasonTable.BadRequest.With(what);
}
