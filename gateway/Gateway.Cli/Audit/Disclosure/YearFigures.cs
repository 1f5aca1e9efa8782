using Policies.Usage;

namespace Gateway.Cli.Audit.Disclosure;

/// <summary>A year of a log in figures. They are exact; what is published of them is <see cref="PublishedCount"/>.</summary>
/// <param name="Year">The calendar year in Asia/Shanghai.</param>
/// <param name="Origin">The log.</param>
/// <param name="Size">How many entries of it a checkpoint covers: so far it was read.</param>
/// <param name="Consumers">Consumers that were answered.</param>
/// <param name="Contracts">Contracts under which there was an answer.</param>
/// <param name="Total">Of the year.</param>
/// <param name="Months">Twelve.</param>
/// <param name="Products">Those that were asked about under a contract, by name.</param>
/// <param name="Operations">By name.</param>
/// <param name="Reasons">How often each code was the reason; a request with several reasons counts under each.</param>
/// <param name="Alerts">By kind.</param>
/// <param name="Unpriced">Contract versions whose documents were not given: their fees are missing, so none is stated.</param>
internal sealed record YearFigures(
    int Year,
    string Origin,
    long Size,
    int Consumers,
    int Contracts,
    UsageTotal Total,
    IReadOnlyList<MonthFigures> Months,
    IReadOnlyList<ProductFigures> Products,
    IReadOnlyList<OperationFigures> Operations,
    IReadOnlyDictionary<string, long> Reasons,
    IReadOnlyDictionary<string, AlertFigures> Alerts,
    IReadOnlyList<string> Unpriced);

/// <summary>A month.</summary>
/// <param name="Month">Such as <c>2026-01</c>.</param>
/// <param name="Total">How much.</param>
internal sealed record MonthFigures(string Month, UsageTotal Total);

/// <summary>A product.</summary>
/// <param name="Product">Its name.</param>
/// <param name="Consumers">Consumers that it answered.</param>
/// <param name="Total">How much.</param>
internal sealed record ProductFigures(string Product, int Consumers, UsageTotal Total);

/// <summary>An operation.</summary>
/// <param name="Operation">Its name.</param>
/// <param name="Total">How much.</param>
internal sealed record OperationFigures(string Operation, UsageTotal Total);

/// <summary>Alerts of one kind.</summary>
/// <param name="Raised">How many were raised in the year.</param>
/// <param name="Acknowledged">How many of those were acknowledged, whenever.</param>
internal sealed record AlertFigures(int Raised, int Acknowledged);
