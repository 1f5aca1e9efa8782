using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateway.Client.Transport;

namespace Gateway.Client.Audit;

/// <summary>What a regulator reads and searches in the access log. Methods throw as those of <see cref="GatewayClient"/> do.</summary>
public sealed class AuditDesk
{
    private const string Root = "/v1/audit";
    private const string Day = "yyyy-MM-dd";
    private readonly Func<Call, CancellationToken, Task<Reply>> _call;

    internal AuditDesk(Func<Call, CancellationToken, Task<Reply>> call) => _call = call;

    /// <summary>A page of the entries that match.</summary>
    public Task<AuditPage> SearchAsync(AuditSearch search, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        return ReadAsync(new Call(HttpMethod.Get, $"{Root}/entries{search.ToQuery()}"), AuditJson.Default.AuditPage, cancellation);
    }

    /// <summary>What each contract was used for on each day.</summary>
    /// <param name="from">The first day, in Asia/Shanghai.</param>
    /// <param name="to">The last day.</param>
    /// <param name="contract">One contract; null: all.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<AuditStatistics> StatisticsAsync(DateOnly from, DateOnly to, string? contract = null, CancellationToken cancellation = default)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"?from={from.ToString(Day, CultureInfo.InvariantCulture)}&to={to.ToString(Day, CultureInfo.InvariantCulture)}");
        if (contract is not null) query += $"&contract={Uri.EscapeDataString(contract)}";
        return ReadAsync(new Call(HttpMethod.Get, $"{Root}/statistics{query}"), AuditJson.Default.AuditStatistics, cancellation);
    }

    /// <summary>The keys of subjects' hashes, sealed to the regulator, the oldest first.</summary>
    public async Task<IReadOnlyList<AuditKey>> KeysAsync(CancellationToken cancellation = default) =>
        (await ReadAsync(new Call(HttpMethod.Get, $"{Root}/keys"), AuditJson.Default.AuditKeys, cancellation)).Keys;

    /// <summary>Every entry about a person. The search is recorded, each time that it is sent.</summary>
    /// <param name="question">The person, by keyed hashes.</param>
    /// <param name="cancellation">Gives up; the search may have been recorded.</param>
    public Task<PersonEntries> PersonAsync(PersonQuestion question, CancellationToken cancellation = default) => ReadAsync(
        new Call(HttpMethod.Post, $"{Root}/persons", JsonSerializer.SerializeToUtf8Bytes(question, AuditJson.Default.PersonQuestion)), AuditJson.Default.PersonEntries, cancellation);

    private async Task<T> ReadAsync<T>(Call call, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class => GatewayClient.Read(await _call(call, cancellation), type);
}
