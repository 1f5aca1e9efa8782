using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Policies;

namespace Gateway.Contracts;

/// <summary>
/// The policies in force. They are read whole at start-up (an error there stops the start, with all errors); after that, whatever changes is
/// read again. A change with errors is reported and leaves the tables as they were.
/// </summary>
internal sealed class PolicyTables(IOptions<GatewayOptions> options, TimeProvider time, ILogger<PolicyTables> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly PolicyTree _tree = new(options.Value.Policies);
    private Dictionary<string, (long Length, DateTime Written)> _files = [];

    /// <summary>Frozen; swapped whole.</summary>
    public PolicySet Current { get; private set; } = null!;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _files = Files();
        var (policies, errors) = _tree.Load();
        Current = policies ?? throw new InvalidOperationException(
            $"The policies in '{options.Value.Policies}' have errors:{Environment.NewLine}{string.Join(Environment.NewLine, errors)}");
        ContractsLog.PoliciesLoaded(logger, Current.Datasets.Count, Current.Products.Count, Current.Contracts.Count);
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Refresh();
    }

    private void Refresh()
    {
        var files = Files();
        var changed = files.Except(_files).Select(f => f.Key).Union(_files.Keys.Where(f => !files.ContainsKey(f)), StringComparer.Ordinal).ToList();
        if (changed.Count == 0) return;
        _files = files;

        // A folder that is gone shows as all of its files removed; reading everything says what is wrong with it.
        var (policies, errors) = files.Count == 0 ? _tree.Load() : _tree.Reload(changed);
        if (policies is null)
        {
            ContractsLog.PoliciesKept(logger, string.Join(Environment.NewLine, errors));
            return;
        }

        Current = policies;
        ContractsLog.PoliciesLoaded(logger, policies.Datasets.Count, policies.Products.Count, policies.Contracts.Count);
    }

    /// <summary>Sizes and times of all documents, by path in the folder; none when the folder cannot be listed.</summary>
    private Dictionary<string, (long Length, DateTime Written)> Files()
    {
        var root = options.Value.Policies;
        try
        {
            return new DirectoryInfo(root).EnumerateFiles("*.yaml", SearchOption.AllDirectories)
                .ToDictionary(f => Path.GetRelativePath(root, f.FullName), f => (f.Length, f.LastWriteTimeUtc), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
