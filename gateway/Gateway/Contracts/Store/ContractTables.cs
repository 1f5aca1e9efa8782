using System.Data.Common;
using System.Text;
using Gateway.Stores.Sql;
using Policies.Contracts;
using Policies.Lifecycle;

namespace Gateway.Contracts.Store;

/// <summary>The store's tables, as seen by one connection.</summary>
internal sealed class ContractTables(SqlCommands sql, CancellationToken cancellation)
{
    /// <summary>The forms of the tables.</summary>
    public static SqlMigrations Migrations { get; } = new("contracts",
        """
        CREATE TABLE contract_revision (id BIGINT PRIMARY KEY CHECK (id = 1), revision BIGINT NOT NULL);
        INSERT INTO contract_revision (id, revision) VALUES (1, 0);
        CREATE TABLE contract_versions (
          contract TEXT NOT NULL, version BIGINT NOT NULL, consumer TEXT NOT NULL, product TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE,
          document TEXT NOT NULL, state TEXT NOT NULL, changed BIGINT NOT NULL, PRIMARY KEY (contract, version));
        CREATE INDEX contract_versions_changed ON contract_versions (changed);
        CREATE INDEX contract_versions_parties ON contract_versions (consumer, product);
        CREATE TABLE contract_steps (
          contract TEXT NOT NULL, version BIGINT NOT NULL, number BIGINT NOT NULL, step TEXT NOT NULL, taken_by TEXT NOT NULL, taken_at BIGINT NOT NULL,
          note TEXT, PRIMARY KEY (contract, version, number), FOREIGN KEY (contract, version) REFERENCES contract_versions (contract, version));
        """,
        LifetimeTable.Form);

    public async Task<long> RevisionAsync() => await sql.NumberAsync("SELECT revision FROM contract_revision", cancellation) ?? 0;

    /// <summary>Takes the next number. The row is locked from here to the end of the transaction, so changes happen one after the other.</summary>
    public async Task<long> NextRevisionAsync() =>
        await sql.NumberAsync("UPDATE contract_revision SET revision = revision + 1 RETURNING revision", cancellation)
        ?? throw new InvalidOperationException("The contract store has lost its revision.");

    /// <summary>Versions by a condition on <c>v</c>, the oldest first.</summary>
    public async Task<IReadOnlyList<StoredContract>> FindAsync(string where, params (string Name, object? Value)[] values)
    {
        var documents = await sql.ReadAsync(
            $"SELECT v.contract, v.version, v.document, v.sha256 FROM contract_versions v WHERE {where} ORDER BY v.contract, v.version",
            row => (Key: Key(row), Document: row.GetString(2), Sha256: row.GetString(3)),
            cancellation,
            values);

        // Read second: a step that was added in between is there, and one of a version that was added in between is not missed.
        var steps = (await sql.ReadAsync(
            $"""
            SELECT s.contract, s.version, s.step, s.taken_by, s.taken_at, s.note FROM contract_steps s
            JOIN contract_versions v ON v.contract = s.contract AND v.version = s.version WHERE {where} ORDER BY s.contract, s.version, s.number
            """,
            row => (Key: Key(row), Step: Step(row)),
            cancellation,
            values)).ToLookup(s => s.Key, s => s.Step);
        return [.. documents.Select(d => Compile(d.Document, d.Sha256, steps[d.Key]))];
    }

    public Task<List<EndedContract>> EndedAsync() => sql.ReadAsync(
        "SELECT contract, version, sha256 FROM contract_versions WHERE state IN ('expired', 'revoked', 'replaced')",
        row => new EndedContract(row.GetString(0), (int)row.GetInt64(1), row.GetString(2)),
        cancellation);

    public async Task AddAsync(StoredContract contract, long revision)
    {
        var document = contract.Document;
        await sql.RunAsync(
            """
            INSERT INTO contract_versions (contract, version, consumer, product, sha256, document, state, changed)
            VALUES (@contract, @version, @consumer, @product, @sha256, @document, @state, @changed)
            """,
            cancellation,
            [
                .. Names(document), ("consumer", document.Consumer), ("product", document.Product), ("sha256", contract.Version.Sha256),
                ("document", Encoding.UTF8.GetString(ContractText.Canonical(document))), ("state", contract.State.Word()), ("changed", revision),
            ]);
        await AddStepAsync(contract);
    }

    public async Task StepAsync(StoredContract contract, long revision)
    {
        await sql.RunAsync(
            "UPDATE contract_versions SET state = @state, changed = @changed WHERE contract = @contract AND version = @version",
            cancellation,
            [.. Names(contract.Document), ("state", contract.State.Word()), ("changed", revision)]);
        await AddStepAsync(contract);
    }

    private async Task AddStepAsync(StoredContract contract)
    {
        var step = contract.Life.Steps[^1];
        await sql.RunAsync(
            """
            INSERT INTO contract_steps (contract, version, number, step, taken_by, taken_at, note)
            VALUES (@contract, @version, @number, @step, @by, @at, @note)
            """,
            cancellation,
            [
                .. Names(contract.Document), ("number", (long)contract.Life.Steps.Count), ("step", step.Step.Done()), ("by", step.By),
                ("at", step.At.UtcTicks), ("note", step.Note),
            ]);
    }

    /// <summary>A document that is not what its identity says, or a history that this gateway did not write, is never in force.</summary>
    private static StoredContract Compile(string text, string sha256, IEnumerable<StepTaken> steps)
    {
        var version = ContractIdentity.VersionOf(ContractText.ReadStored(Encoding.UTF8.GetBytes(text)));
        return string.Equals(version.Sha256, sha256, StringComparison.Ordinal)
            ? new StoredContract(version, ContractLife.Of(version.Document, steps))
            : throw new FormatException($"The stored contract {version.Document.Contract} is not the one that was submitted.");
    }

    private static (string, object?)[] Names(ContractDocument document) => [("contract", document.Contract), ("version", (long)document.Version)];

    private static (string, long) Key(DbDataReader row) => (row.GetString(0), row.GetInt64(1));

    private static StepTaken Step(DbDataReader row) => new(
        LifecycleStepNames.Parse(row.GetString(2)),
        row.GetString(3),
        new DateTimeOffset(row.GetInt64(4), TimeSpan.Zero),
        row.IsDBNull(5) ? null : row.GetString(5));
}
