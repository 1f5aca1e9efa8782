using System.Runtime.CompilerServices;
using Gateway.Audit;
using Gateway.Stores;
using Microsoft.Extensions.Options;
using Policies.Usage;

namespace Gateway.Contracts.Usage;

/// <summary>This gateway's access log, as far as usage goes.</summary>
internal sealed class LoggedUsage(IOptions<AccessLogOptions> options)
{
    /// <summary>The log's name.</summary>
    public string Origin => options.Value.Origin;

    /// <summary>The entries from an index on; what is not a request is null.</summary>
    /// <exception cref="StoreUnavailableException">The log cannot be read.</exception>
    public async IAsyncEnumerable<(long Index, UsageFact? Fact)> ReadAsync(long from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var entries = AccessLogReader.ReadAsync(options.Value.Folder, from, cancellation).GetAsyncEnumerator(cancellation);
        while (await NextAsync(entries)) yield return (entries.Current.Index, UsageEntry.FactOf(entries.Current));
    }

    private static async Task<bool> NextAsync(IAsyncEnumerator<LogRecord> entries)
    {
        try
        {
            return await entries.MoveNextAsync();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LogCorruptException)
        {
            throw new StoreUnavailableException("log", e);
        }
    }
}
