using Gateway.Audit;
using Gateway.Stores;
using Microsoft.Extensions.Options;
using Policies.Lifecycle;

namespace Gateway.Contracts.Lifecycle;

/// <summary>
/// Ends contracts whose last day is over. They are out of force at midnight whether or not this runs: the evaluator looks at the day. What it
/// brings is the entry in the log, and that nothing of them is kept.
/// </summary>
internal sealed class ContractExpiry(
    PolicyTables tables, ContractDesk desk, IOptions<ContractOptions> options, TimeProvider time, ILogger<ContractExpiry> logger) : BackgroundService
{
    /// <summary>Ends what is over now.</summary>
    public async Task ExpireAsync(CancellationToken cancellation)
    {
        var today = ShanghaiTime.Today(time);
        foreach (var contract in tables.InForce.Live.Values.Where(c => !c.State.IsEnd() && c.Document.ValidTo < today).ToList())
        {
            // Another gateway may have been faster; then the step is refused, and that is that.
            await desk.TakeAsync(
                contract.Document.Contract, contract.Document.Version, LifecycleStep.Expire, StepTaken.Gateway, note: null, cancellation);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.ExpireEvery, time);
        do
        {
            try
            {
                await ExpireAsync(stoppingToken);
            }
            catch (Exception e) when (e is StoreUnavailableException or LogUnavailableException)
            {
                ContractsLog.NotExpired(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
