using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Policies;

namespace Gateway.Contracts;

/// <summary>
/// The policies in force. They are read whole at start-up (an error there stops the start, with all errors) and again whenever a
/// document changes; a change with errors is reported and leaves the tables as they were.
/// </summary>
internal sealed class PolicyTables(IOptions<GatewayOptions> options, TimeProvider time, ILogger<PolicyTables> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private string _stamp = "";

    /// <summary>Frozen; swapped whole.</summary>
    public PolicySet Current { get; private set; } = null!;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _stamp = Stamp();
        var (policies, errors) = PolicyFolder.Load(options.Value.Policies);
        Current = policies ?? throw new InvalidOperationException(
            $"The policies in '{options.Value.Policies}' have errors:{Environment.NewLine}{string.Join(Environment.NewLine, errors)}");
        ContractsLog.PoliciesLoaded(logger, Current.Datasets.Count, Current.Products.Count, Current.Contracts.Count);
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var stamp = Stamp();
            if (string.Equals(stamp, _stamp, StringComparison.Ordinal)) continue;
            _stamp = stamp;
            var (policies, errors) = PolicyFolder.Load(options.Value.Policies);
            if (policies is null)
            {
                ContractsLog.PoliciesKept(logger, string.Join(Environment.NewLine, errors));
                continue;
            }

            Current = policies;
            ContractsLog.PoliciesLoaded(logger, policies.Datasets.Count, policies.Products.Count, policies.Contracts.Count);
        }
    }

    /// <summary>Names, sizes and times of all documents. A folder that cannot be listed is a change that the load will report.</summary>
    private string Stamp()
    {
        try
        {
            var files = new DirectoryInfo(options.Value.Policies).EnumerateFiles("*.yaml", SearchOption.AllDirectories);
            return string.Join('\n', files.OrderBy(f => f.FullName, StringComparer.Ordinal)
                .Select(f => $"{f.FullName} {f.Length} {f.LastWriteTimeUtc.Ticks}"));
        }
        catch (IOException e)
        {
            return e.Message;
        }
    }
}
