using System.Data.Common;
using Gateway.Stores.Sql;
using Policies.Costs;
using Policies.Datasets;

namespace Gateway.Contracts.Store;

/// <summary>
/// What is agreed of datasets' lifetime budgets. Rows are never deleted: a dataset whose document is gone and comes back is the one that it was.
/// </summary>
internal sealed class LifetimeTable(SqlCommands sql, CancellationToken cancellation)
{
    /// <summary>The form of the table.</summary>
    public const string Form = """
        CREATE TABLE dataset_lifetimes (
          dataset TEXT PRIMARY KEY, provider TEXT NOT NULL, nano_rho BIGINT NOT NULL, femto_delta BIGINT NOT NULL,
          asked_provider TEXT, asked_nano_rho BIGINT, asked_femto_delta BIGINT, by_operator TEXT, by_provider TEXT, changed BIGINT NOT NULL);
        """;

    /// <summary>What changed after a number, by name.</summary>
    public async Task<IReadOnlyList<LifetimeAgreement>> ReadAsync(long after) => await sql.ReadAsync(
        """
        SELECT dataset, provider, nano_rho, femto_delta, asked_provider, asked_nano_rho, asked_femto_delta, by_operator, by_provider
        FROM dataset_lifetimes WHERE changed > @after ORDER BY dataset
        """,
        row => new LifetimeAgreement(row.GetString(0), Terms(row, 1), row.IsDBNull(4) ? null : Terms(row, 4), Text(row, 7), Text(row, 8)),
        cancellation,
        ("after", after));

    /// <summary>Takes the place of what was agreed of the dataset.</summary>
    public Task SetAsync(LifetimeAgreement agreement, long revision) => sql.RunAsync(
        """
        INSERT INTO dataset_lifetimes (dataset, provider, nano_rho, femto_delta, asked_provider, asked_nano_rho, asked_femto_delta, by_operator, by_provider, changed)
        VALUES (@dataset, @provider, @rho, @delta, @asked, @askedRho, @askedDelta, @operator, @owner, @changed)
        ON CONFLICT (dataset) DO UPDATE SET provider = excluded.provider, nano_rho = excluded.nano_rho, femto_delta = excluded.femto_delta,
          asked_provider = excluded.asked_provider, asked_nano_rho = excluded.asked_nano_rho, asked_femto_delta = excluded.asked_femto_delta,
          by_operator = excluded.by_operator, by_provider = excluded.by_provider, changed = excluded.changed
        """,
        cancellation,
        ("dataset", agreement.Dataset),
        ("provider", agreement.Agreed.Provider),
        ("rho", agreement.Agreed.Lifetime.NanoRho),
        ("delta", agreement.Agreed.Lifetime.FemtoDelta),
        ("asked", agreement.Asked?.Provider),
        ("askedRho", agreement.Asked?.Lifetime.NanoRho),
        ("askedDelta", agreement.Asked?.Lifetime.FemtoDelta),
        ("operator", agreement.ByOperator),
        ("owner", agreement.ByProvider),
        ("changed", revision));

    private static LifetimeTerms Terms(DbDataReader row, int at) => new(row.GetString(at), new PrivacyCost(row.GetInt64(at + 1), row.GetInt64(at + 2)));

    private static string? Text(DbDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
