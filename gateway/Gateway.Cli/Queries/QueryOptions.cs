using System.CommandLine;
using Gateway.Cli.Language;
using Gateway.Client.Aggregates;

namespace Gateway.Cli.Queries;

/// <summary>The options of <c>dpg query</c>.</summary>
internal sealed class QueryOptions(Texts texts)
{
    public Argument<string> Sql { get; } = new("SQL") { Description = texts.QuerySql };

    public Option<string?> Product { get; } = new("--product") { Description = texts.QueryProduct, HelpName = "PRODUCT" };

    public Option<string> Purpose { get; } = new("--purpose") { Description = texts.ScorePurpose, Required = true, HelpName = "PURPOSE" };

    public Option<bool> Preview { get; } = new("--preview") { Description = texts.QueryPreview };

    public Option<bool> Csv { get; } = new("--csv") { Description = texts.QueryCsv };

    public Option<string?> Save { get; } = new("--save") { Description = texts.ScoreSave, HelpName = "FILE" };

    private Option<decimal?> Epsilon { get; } = new("--epsilon") { Description = texts.QueryEpsilon };

    private Option<decimal?> Within { get; } = new("--within") { Description = texts.QueryWithin };

    private Option<long?> Rows { get; } = new("--rows") { Description = texts.QueryRows };

    private Option<string?> Delta { get; } = new("--delta") { Description = texts.QueryDelta, HelpName = "1e-10" };

    private Option<string?> Mechanism { get; } = new("--mechanism") { Description = texts.QueryMechanism, HelpName = "gaussian|laplace" };

    private Option<bool> NonNegative { get; } = new("--non-negative") { Description = texts.QueryNonNegative };

    private Option<long?> RoundTo { get; } = new("--round-to") { Description = texts.QueryRoundTo };

    /// <summary>Adds them all, with the rules between them.</summary>
    public void AddTo(Command command)
    {
        Mechanism.AcceptOnlyFromAmong("gaussian", "laplace");
        command.Arguments.Add(Sql);
        foreach (var option in (Option[])[Product, Purpose, Epsilon, Within, Rows, Delta, Mechanism, NonNegative, RoundTo, Preview, Csv, Save]) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(Epsilon) is not null && result.GetResult(Within) is not null) result.AddError(texts.QueryEpsilonOrWithin);
            if (result.GetResult(Rows) is not null && result.GetResult(Within) is null) result.AddError(texts.QueryRowsNeedWithin);
            if (result.GetResult(Preview) is { Implicit: false } && (result.GetResult(Csv) is { Implicit: false } || result.GetResult(Save) is not null)) result.AddError(texts.QueryPreviewAlone);
            if (result.GetResult(Delta) is { Tokens: [var token] } && !TryDelta(token.Value, out _)) result.AddError(texts.QueryBadDelta);
        });
    }

    /// <summary>The request that they make.</summary>
    public AggregateRequest Request(ParseResult parsed, string sql)
    {
        var (nonNegative, roundTo) = (parsed.GetValue(NonNegative), parsed.GetValue(RoundTo));
        return new AggregateRequest(
            parsed.GetValue(Purpose)!,
            sql,
            parsed.GetValue(Epsilon),
            parsed.GetValue(Within) is { } within ? new AggregateAccuracy(within, parsed.GetValue(Rows)) : null,
            parsed.GetValue(Delta) is { } text && TryDelta(text, out var delta) ? delta : null,
            parsed.GetValue(Mechanism),
            nonNegative || roundTo is not null ? new AggregateShape(nonNegative, roundTo) : null);
    }

    private static bool TryDelta(string text, out decimal delta) =>
        decimal.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out delta);
}
