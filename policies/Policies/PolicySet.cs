using System.Collections.Frozen;
using Policies.Alerts;
using Policies.Contracts;
using Policies.Datasets;
using Policies.Products;

namespace Policies;

/// <summary>All documents in force, frozen once and swapped whole.</summary>
/// <param name="Datasets">By name.</param>
/// <param name="Products">By id.</param>
/// <param name="Contracts">By consumer and product: at most one active version each.</param>
public sealed record PolicySet(
    FrozenDictionary<string, DatasetDocument> Datasets,
    FrozenDictionary<string, ProductDocument> Products,
    FrozenDictionary<(string Consumer, string Product), ContractVersion> Contracts)
{
    /// <summary>When the regulator is alerted, by name.</summary>
    public IReadOnlyList<AlertRule> Alerts { get; init; } = [];
}
