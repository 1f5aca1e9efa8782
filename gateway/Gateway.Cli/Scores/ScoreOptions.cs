using System.CommandLine;
using System.Globalization;
using Gateway.Cli.Language;

namespace Gateway.Cli.Scores;

/// <summary>The options of <c>dpg score</c>.</summary>
internal sealed class ScoreOptions(Texts texts)
{
    public Argument<string> Product { get; } = new("PRODUCT") { Description = texts.ScoreProduct };

    public Argument<string[]> Ids { get; } = new("ID") { Description = texts.ScoreIds, Arity = ArgumentArity.ZeroOrMore };

    public Option<string> Purpose { get; } = new("--purpose") { Description = texts.ScorePurpose, Required = true, HelpName = "PURPOSE" };

    public Option<string[]> Features { get; } = new("--feature")
    {
        Description = texts.ScoreFeature, HelpName = "NAME=VALUE", DefaultValueFactory = _ => [],
    };

    public Option<int?> Precision { get; } = new("--precision") { Description = texts.ScorePrecision };

    public Option<int?> Reasons { get; } = new("--reasons") { Description = texts.ScoreReasons };

    public Option<string?> Unknown { get; } = new("--unknown") { Description = texts.ScoreUnknown, HelpName = "refuse|prior|imputed" };

    public Option<string?> Save { get; } = new("--save") { Description = texts.ScoreSave, HelpName = "FILE" };

    public Option<string?> In { get; } = new("--in") { Description = texts.ScoreIn, HelpName = "CSV" };

    public Option<string?> Out { get; } = new("--out") { Description = texts.ScoreOut, HelpName = "CSV" };

    public Option<int> Batch { get; } = new("--batch") { Description = texts.ScoreBatch, DefaultValueFactory = _ => 1000 };

    public Option<int> Parallel { get; } = new("--parallel") { Description = texts.ScoreParallel, DefaultValueFactory = _ => 4 };

    /// <summary>Adds them all, with the rules between them.</summary>
    public void AddTo(Command command)
    {
        Unknown.AcceptOnlyFromAmong("refuse", "prior", "imputed");
        AddRange(Batch, 1, 1000);
        AddRange(Parallel, 1, 64);
        command.Arguments.Add(Product);
        command.Arguments.Add(Ids);
        foreach (var option in (Option[])[Purpose, Features, Precision, Reasons, Unknown, Save, In, Out, Batch, Parallel]) command.Options.Add(option);
        command.Validators.Add(result =>
        {
            var (file, output) = (result.GetValue(In), result.GetValue(Out));
            var ids = result.GetValue(Ids) ?? [];
            if ((file is null) != (output is null)) result.AddError(texts.InNeedsOut);
            else if ((file is null) == (ids.Length == 0)) result.AddError(texts.IdsOrFile);
            else if (file is not null && (result.GetResult(Save) is not null || result.GetResult(Features) is { Implicit: false })) result.AddError(texts.FileAlone);
        });
    }

    // What is no number at all is the parser's own error; to ask for its value would throw.
    private void AddRange(Option<int> option, int least, int most) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && int.TryParse(token.Value, CultureInfo.InvariantCulture, out var value) && (value < least || value > most))
            result.AddError(texts.OutOfRange(option.Name, least, most));
    });
}
