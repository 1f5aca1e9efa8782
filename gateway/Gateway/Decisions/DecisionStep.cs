using Policies.Decisions;

namespace Gateway.Decisions;

/// <summary>Contract, product, query, now → grant | refusal with every reason.</summary>
internal sealed class DecisionStep(TimeProvider time) : IStep
{
    public static string Name => "decisions";

    public ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        var decision = Evaluator.Evaluate(exchange.Contract!, exchange.Product!, exchange.Query!, time.GetUtcNow(), exchange.Dataset);
        exchange.Grant = decision as Grant;
        return new(decision as Refusal);
    }
}
