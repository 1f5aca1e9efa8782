using System.Collections.Frozen;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Hosting;
using Gateway.Workers;
using Microsoft.Extensions.Options;
using Policies.Products;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;

namespace Gateway.Catalogue;

/// <summary>
/// Which data version and model each product is served from, read from the data folder's names and registry. A new version takes effect
/// within a second; workers still hold the one before it, so that no job in flight fails by the change.
/// </summary>
internal sealed class PublishedTables(
    IOptions<GatewayOptions> options, IOptions<WorkerOptions> workers, PolicyTables policies, TimeProvider time, ILogger<PublishedTables> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private FrozenDictionary<string, Published> _products = FrozenDictionary<string, Published>.Empty;

    /// <summary>Null while the product's dataset has no published data.</summary>
    public Published? Find(string product) => _products.GetValueOrDefault(product);

    /// <summary>Products that could be served, but lack their data, the server that holds it, or a model that they answer with.</summary>
    public IReadOnlyList<string> Missing => [.. policies.Current.Products.Values.Where(p => !IsComplete(p)).Select(p => p.Product)];

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await ReadAsync(stoppingToken);
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var registry = await RegistryAsync(cancellation);
            var table = new Dictionary<string, Published>(StringComparer.Ordinal);
            foreach (var product in policies.Current.Products.Values)
                if (await FindAsync(product, registry, cancellation) is { } published) table[product.Product] = published;
            if (Same(table)) return;
            _products = table.ToFrozenDictionary(StringComparer.Ordinal);
            CatalogueLog.Published(logger, table.Count);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // The tables stay as they were: a folder that cannot be read for a moment is no reason to serve something else.
            CatalogueLog.Unreadable(logger, e);
        }
    }

    private bool Same(Dictionary<string, Published> table) =>
        table.Count == _products.Count && table.All(t => _products.GetValueOrDefault(t.Key) == t.Value);

    private async Task<ModelRegistry> RegistryAsync(CancellationToken cancellation)
    {
        var path = DataLayout.Registry(options.Value.Data);
        if (!File.Exists(path)) return new ModelRegistry([]);
        await using var file = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync(file, ProtocolJson.Default.ModelRegistry, cancellation) ?? new ModelRegistry([]);
    }

    private bool IsComplete(ProductDocument product) =>
        Find(product.Product) is { } published
        && (product.Score is null || published.Models.ContainsKey(product.Score.Model))
        && (product.Encrypted is null || published.Models.ContainsKey(product.Encrypted.Model))
        && (product.Aggregate is null || published.HasRows);

    private async Task<Published?> FindAsync(ProductDocument product, ModelRegistry registry, CancellationToken cancellation)
    {
        var current = DataLayout.Current(options.Value.Data, product.Dataset);
        if (!File.Exists(current)) return null;
        var version = (await File.ReadAllTextAsync(current, cancellation)).Trim();
        var models = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var model in product.Models)
            if (registry.Find(product.Product, model.Name) is { } pin) models[model.Name] = pin.Sha256;
        var isInDatabase = File.Exists(Path.Combine(DataLayout.Version(options.Value.Data, product.Dataset, version), DataLayout.RowsPlaceFile));
        return new Published(version, models.ToFrozenDictionary(StringComparer.Ordinal), HasRows: !isInDatabase || workers.Value.Postgres is not null);
    }
}
