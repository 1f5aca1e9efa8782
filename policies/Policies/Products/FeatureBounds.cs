using Policies.Datasets;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Encrypted;

namespace Policies.Products;

/// <summary>Between which values a feature lies, by the dataset's declared bounds alone: public, whatever the data.</summary>
public static class FeatureBounds
{
    /// <summary>How consumers encode these features; null when one of them is unknown, has no declared bounds, or only a single value.</summary>
    public static IReadOnlyList<EncryptedFeature>? Of(DatasetDocument dataset, IReadOnlyList<string> features)
    {
        var bounds = new EncryptedFeature[features.Count];
        for (var i = 0; i < bounds.Length; i++)
        {
            if (dataset.Spec.Features.FirstOrDefault(f => string.Equals(f.Name, features[i], StringComparison.Ordinal)) is not { } feature
                || Of(dataset.Spec, feature) is not ({ } lower, { } upper) || lower >= upper) return null;
            bounds[i] = new EncryptedFeature(features[i], (double)lower, (double)upper);
        }
        return bounds;
    }

    private static (decimal? Lower, decimal? Upper) Of(DatasetSpec spec, FeatureSpec feature)
    {
        var rows = spec.MaxRows;
        var column = spec.Columns.FirstOrDefault(c => string.Equals(c.Name, feature.Column, StringComparison.Ordinal));
        return feature.Take switch
        {
            FeatureTake.Rows or FeatureTake.Missing => (0, rows),
            FeatureTake.Category => (0, column?.Domain?.Count - 1),
            FeatureTake.Sum => (Math.Min(0, column?.Lower * rows ?? 0), Math.Max(0, column?.Upper * rows ?? 0)),
            FeatureTake.Deviation => (0, column?.Upper - column?.Lower),
            _ => (column?.Lower, column?.Upper),
        };
    }
}
