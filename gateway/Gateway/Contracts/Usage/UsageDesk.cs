using Gateway.Contracts.Store;
using Policies.Usage;

namespace Gateway.Contracts.Usage;

/// <summary>
/// Statements out of the log of this gateway. The log is read once and added up in memory; each question reads what has come since. Several gateways have a log
/// each: their statements add up.
/// </summary>
internal sealed class UsageDesk(LoggedUsage log, IContractStore store) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly UsageBook _book = new(log.Origin);

    /// <summary>The statements of a month: of one contract, or of all that were used.</summary>
    /// <exception cref="Stores.StoreUnavailableException">The log or the contract store does not answer.</exception>
    public async Task<UsageStatements> StatementsAsync(UsageMonth month, string? contract, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await foreach (var (index, fact) in log.ReadAsync(_book.Next, cancellation)) _book.Add(index, fact);
            var statements = new List<UsageStatement>();
            foreach (var name in contract is null ? _book.ContractsIn(month) : [contract])
            {
                var versions = await store.VersionsAsync(name, cancellation);
                var documents = versions.ToDictionary(v => v.Version.Sha256, v => v.Document, StringComparer.Ordinal);
                if (_book.Statement(name, month, sha => documents.GetValueOrDefault(sha)) is { } statement) statements.Add(statement);
            }

            return new UsageStatements(statements);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();
}
