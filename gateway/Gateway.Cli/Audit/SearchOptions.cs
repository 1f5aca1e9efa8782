using System.CommandLine;
using Gateway.Cli.Language;
using Gateway.Client.Audit;

namespace Gateway.Cli.Audit;

/// <summary>What entries are searched by on the command line.</summary>
internal sealed class SearchOptions(Texts texts)
{
    private readonly Option<string?> _consumer = By("consumer", texts);
    private readonly Option<string?> _contract = By("contract", texts);
    private readonly Option<string?> _product = By("product", texts);
    private readonly Option<string?> _purpose = By("purpose", texts);
    private readonly Option<string?> _operation = By("operation", texts);
    private readonly Option<string?> _outcome = By("outcome", texts);
    private readonly Option<string?> _reason = By("reason", texts);
    private readonly Option<string?> _model = By("model", texts);
    private readonly Option<string?> _event = By("event", texts);
    private readonly Option<DateTimeOffset?> _from = new("--from") { Description = texts.AuditSince, HelpName = "TIME" };
    private readonly Option<DateTimeOffset?> _until = new("--until") { Description = texts.AuditUntil, HelpName = "TIME" };
    private readonly Option<long?> _min = new("--min-cost") { Description = texts.AuditMinCost, HelpName = "NANO-RHO" };
    private readonly Option<long?> _max = new("--max-cost") { Description = texts.AuditMaxCost, HelpName = "NANO-RHO" };

    public void AddTo(Command command)
    {
        _outcome.AcceptOnlyFromAmong("granted", "refused", "failed");
        foreach (var option in (Option[])[_consumer, _contract, _product, _purpose, _operation, _outcome, _reason, _model, _event, _from, _until, _min, _max]) command.Add(option);
    }

    public AuditSearch Of(ParseResult parsed) => new()
    {
        Consumer = parsed.GetValue(_consumer),
        Contract = parsed.GetValue(_contract),
        Product = parsed.GetValue(_product),
        Purpose = parsed.GetValue(_purpose),
        Operation = parsed.GetValue(_operation),
        Outcome = parsed.GetValue(_outcome),
        Reason = parsed.GetValue(_reason),
        Model = parsed.GetValue(_model),
        Event = parsed.GetValue(_event),
        From = parsed.GetValue(_from),
        Until = parsed.GetValue(_until),
        MinNanoRho = parsed.GetValue(_min),
        MaxNanoRho = parsed.GetValue(_max),
    };

    private static Option<string?> By(string name, Texts texts) => new("--" + name) { Description = texts.AuditBy(name) };
}
