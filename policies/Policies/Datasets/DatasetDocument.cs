using Policies.Costs;
using Sandbox.Protocol.Datasets;

namespace Policies.Datasets;

/// <summary>How sensitive a dataset is; decides floor rules.</summary>
public enum Classification
{
    /// <summary>Public.</summary>
    L1,

    /// <summary>Internal.</summary>
    L2,

    /// <summary>Sensitive.</summary>
    L3,

    /// <summary>Highly sensitive.</summary>
    L4,
}

/// <summary>Rows about subjects, owned by a provider.</summary>
/// <param name="Spec">What an import proves, compiled for the sandbox.</param>
/// <param name="Provider">Who owns it, in its own language.</param>
/// <param name="Classification">How sensitive it is.</param>
/// <param name="Source">Where its rows come from by default.</param>
/// <param name="SourcePath">The default source's path, relative to the data source folder that the import command is given; empty for a generated one.</param>
/// <param name="Subject">Who the rows are about, and how much of one person may be seen.</param>
/// <param name="Columns">One a column of <paramref name="Spec"/>, in the same order.</param>
/// <param name="Budget">What all contracts of all its products together may spend of privacy; null: nothing may be aggregated.</param>
public sealed record DatasetDocument(
    DatasetSpec Spec,
    string Provider,
    Classification Classification,
    ImportSource Source,
    string SourcePath,
    SubjectClause Subject,
    IReadOnlyList<ColumnClause> Columns,
    PrivacyBudget? Budget = null);
