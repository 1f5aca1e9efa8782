using Policies.Contracts;
using Policies.Datasets;
using Policies.Products;
using Policies.Queries;

namespace Policies.Decisions;

/// <summary>What a contract says to a query for encrypted scores.</summary>
internal static class EncryptedRules
{
    /// <summary>The grant that holds if there are no <paramref name="reasons"/> against it; null only with a reason.</summary>
    public static Grant? Decide(ContractVersion contract, ProductDocument product, DatasetDocument dataset, EncryptedQuery query, ref ReasonList reasons)
    {
        if (contract.EncryptedGrants is not { } grants || product.Encrypted is not { } surface
            || FeatureBounds.Of(dataset, surface.ConsumerFeatures) is not { } declared)
        {
            reasons.Add(ReasonTable.OperationNotGranted.With("encrypted-scores"));
            return null;
        }

        var (request, document) = (query.Request, contract.Document);
        if (request.ContractVersion != document.Version || !string.Equals(request.Contract, document.Contract, StringComparison.Ordinal))
            reasons.Add(ReasonTable.OfferStale.With(document.Contract, Names.Number(document.Version)));
        if (query.Subjects.Count > grants.Clause.MaxBatch) reasons.Add(ReasonTable.BatchTooLarge.With(Names.Number(grants.Clause.MaxBatch)));
        CheckFeatures(surface.ConsumerFeatures, grants.Clause.Features, query, ref reasons);

        // Other bounds tell nothing that could not be had anyway, but their points might not fit in a ciphertext.
        if (request.Features.Any(f => declared.Any(d => string.Equals(d.Name, f.Name, StringComparison.Ordinal) && d != f)))
            reasons.Add(ReasonTable.EncodingMismatch.With());
        return reasons.Any ? null : grants.Default;
    }

    private static void CheckFeatures(IReadOnlyList<string> needed, IReadOnlyList<string> granted, EncryptedQuery query, ref ReasonList reasons)
    {
        var sent = query.Request.Features;
        if (sent.Any(f => !Names.Contains(needed, f.Name) || !Names.Contains(granted, f.Name)))
            reasons.Add(ReasonTable.FeatureNotGranted.With(Names.Join(needed)));
        if (needed.Any(n => !sent.Any(f => string.Equals(f.Name, n, StringComparison.Ordinal))))
            reasons.Add(ReasonTable.FeatureMissing.With(Names.Join(needed)));
    }
}
