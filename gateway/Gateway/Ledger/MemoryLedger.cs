using Microsoft.Extensions.Options;
using Policies.Costs;

namespace Gateway.Ledger;

/// <summary>
/// Adds up in this process, so it holds nothing over a restart: fit for scores, which cost no privacy, and not for queries that do.
/// </summary>
internal sealed class MemoryLedger(IOptions<LedgerOptions> options) : ILedger
{
    private static readonly LedgerLimit Nothing = new();
    private readonly Lock _gate = new();
    private readonly HashSet<UInt128> _charges = [];
    private readonly Dictionary<string, PrivacyCost> _contracts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PrivacyCost> _datasets = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<bool> ChargeAsync(
        UInt128 chargeId, string contract, string dataset, PrivacyCost cost, CancellationToken cancellation)
    {
        if (cost.NanoRho < 0 || cost.FemtoDelta < 0) throw new ArgumentOutOfRangeException(nameof(cost), "A charge is never negative.");
        if (cost.IsNone) return new(true);
        lock (_gate) return new(TryCharge(chargeId, contract, dataset, cost));
    }

    private bool TryCharge(UInt128 chargeId, string contract, string dataset, PrivacyCost cost)
    {
        if (_charges.Contains(chargeId)) return true;
        if (!HasRoom(_contracts, options.Value.Contracts, contract, cost)) return false;
        if (!HasRoom(_datasets, options.Value.Datasets, dataset, cost)) return false;
        Add(_contracts, contract, cost);
        Add(_datasets, dataset, cost);
        return _charges.Add(chargeId);
    }

    private static bool HasRoom(
        Dictionary<string, PrivacyCost> spent, Dictionary<string, LedgerLimit> limits, string name, PrivacyCost cost)
    {
        var (rho, delta) = spent.GetValueOrDefault(name);
        var limit = limits.GetValueOrDefault(name, Nothing);
        return cost.NanoRho <= limit.NanoRho - rho && cost.FemtoDelta <= limit.FemtoDelta - delta;
    }

    private static void Add(Dictionary<string, PrivacyCost> spent, string name, PrivacyCost cost)
    {
        var (rho, delta) = spent.GetValueOrDefault(name);
        spent[name] = new PrivacyCost(rho + cost.NanoRho, delta + cost.FemtoDelta);
    }
}
