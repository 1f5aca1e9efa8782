using Policies.Contracts;
using Policies.Products;
using Policies.Queries;

namespace Policies.Decisions;

/// <summary>
/// Decides, purely: the same inputs give the same decision, always, and every input gives one. Usage is not its business: a grant
/// states its demands, and they are taken afterwards.
/// </summary>
public static class Evaluator
{
    /// <summary>Whether <paramref name="query"/> may run under <paramref name="contract"/> at <paramref name="now"/>.</summary>
    public static Decision Evaluate(ContractVersion contract, ProductDocument product, ScoreQuery query, DateTimeOffset now) =>
        throw new NotSupportedException();
}
