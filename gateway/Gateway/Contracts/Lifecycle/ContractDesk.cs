using System.Globalization;
using Gateway.Audit;
using Gateway.Contracts.Store;
using Policies.Contracts;
using Policies.Decisions;
using Policies.Lifecycle;

namespace Gateway.Contracts.Lifecycle;

/// <summary>
/// Takes contracts through their lives. While a step is taken no other is, on any gateway: it is decided, recorded in the log, and written, in this
/// order, inside one transaction. So no step goes unrecorded; a crash after the entry leaves one for a step that did not come about.
/// </summary>
internal sealed class ContractDesk(PolicyTables tables, IAccessLog log, TimeProvider time, ILogger<ContractDesk> logger)
{
    /// <summary>Everything that is wrong with a draft; nothing is kept of it.</summary>
    public IReadOnlyList<Reason> Validate(ReadOnlySpan<byte> text, out ContractDocument? document)
    {
        (document, var errors) = ContractText.Read(text, "contract", tables.Current);
        return [.. errors.Select(e => ReasonTable.ContractInvalid.With(string.Create(CultureInfo.InvariantCulture, $"line {e.Line}: {e.Message}")))];
    }

    /// <summary>An author hands a draft in.</summary>
    public async Task<DeskAnswer> SubmitAsync(ReadOnlyMemory<byte> text, string by, CancellationToken cancellation)
    {
        if (Validate(text.Span, out var document) is { Count: > 0 } errors) return new DeskAnswer(null, errors);
        return await ChangeAsync(
            async change =>
            {
                var earlier = await change.VersionsAsync(document!.Contract);
                if (Misfit(document, earlier) is { } misfit) return DeskAnswer.No(misfit);
                var (life, refused) = ContractLife.Draft.Take(document, new StepTaken(LifecycleStep.Submit, by, time.GetUtcNow()));
                if (life is null) return DeskAnswer.No(refused!);
                var contract = new StoredContract(ContractIdentity.VersionOf(document), life);
                await RecordAsync(contract, cancellation);
                await change.AddAsync(contract);
                return new DeskAnswer(contract, []);
            },
            cancellation);
    }

    /// <summary>Somebody takes the next step of a version. Whether a consumer may know of it is looked at here, too.</summary>
    public Task<DeskAnswer> TakeAsync(
        string name, int version, LifecycleStep step, string by, string? note, CancellationToken cancellation) => ChangeAsync(
        async change =>
        {
            var versions = await change.VersionsAsync(name);
            var before = versions.FirstOrDefault(v => v.Document.Version == version);
            if (before is null || (step is LifecycleStep.Accept && !string.Equals(before.Document.Consumer, by, StringComparison.Ordinal)))
                return DeskAnswer.No(ReasonTable.ContractNotFound.With(name, version.ToString(CultureInfo.InvariantCulture)));
            var (after, refused) = Take(before, step, by, note);
            if (after is null) return DeskAnswer.No(refused!);
            if (step is LifecycleStep.Approve or LifecycleStep.Activate && Unfit(before.Document) is { Count: > 0 } unfit) return new DeskAnswer(null, unfit);
            if (step is LifecycleStep.Activate)
            {
                var rivals = await change.ActiveAsync(before.Document.Consumer, before.Document.Product);
                if (rivals.FirstOrDefault(r => !string.Equals(r.Document.Contract, name, StringComparison.Ordinal)) is { } rival)
                    return DeskAnswer.No(ReasonTable.ContractRival.With(rival.Document.Contract));
                foreach (var earlier in versions.Where(v => v.Document.Version < version && !v.State.IsEnd()))
                    await WriteAsync(change, Take(earlier, LifecycleStep.Replace, by, note: null).After!, cancellation);
            }

            await WriteAsync(change, after, cancellation);
            return new DeskAnswer(after, []);
        },
        cancellation);

    private (StoredContract? After, Reason? Refused) Take(StoredContract contract, LifecycleStep step, string by, string? note)
    {
        var (life, refused) = contract.Life.Take(contract.Document, new StepTaken(step, by, time.GetUtcNow(), note));
        return life is null ? (null, refused) : (contract with { Life = life }, null);
    }

    private async Task WriteAsync(IContractChange change, StoredContract contract, CancellationToken cancellation)
    {
        await RecordAsync(contract, cancellation);
        await change.StepAsync(contract);
    }

    private async Task RecordAsync(StoredContract contract, CancellationToken cancellation)
    {
        await log.AppendAsync(ContractEvents.Of(contract), [], cancellation);
        var step = contract.Life.Steps[^1].Step.Done();
        ContractsLog.StepTaken(logger, contract.Document.Contract, contract.Document.Version, step);
    }

    private Task<DeskAnswer> ChangeAsync(Func<IContractChange, Task<DeskAnswer>> change, CancellationToken cancellation) =>
        tables.ChangeAsync(change, answer => answer.Contract is not null, cancellation);

    /// <summary>Why a document is no next version of its contract.</summary>
    private static Reason? Misfit(ContractDocument document, IReadOnlyList<StoredContract> earlier)
    {
        if (earlier.Count == 0) return null;
        var last = earlier[^1].Document;
        if (document.Version <= last.Version)
        {
            return ReasonTable.ContractVersionTaken.With(
                document.Contract, last.Version.ToString(CultureInfo.InvariantCulture), (last.Version + 1).ToString(CultureInfo.InvariantCulture));
        }

        return string.Equals(last.Consumer, document.Consumer, StringComparison.Ordinal) && string.Equals(last.Product, document.Product, StringComparison.Ordinal)
            ? null
            : ReasonTable.ContractPartiesDiffer.With(document.Contract, last.Consumer, last.Product);
    }

    /// <summary>Products and datasets may have changed since it was submitted, and time has passed.</summary>
    private List<Reason> Unfit(ContractDocument document)
    {
        List<Reason> reasons = [.. ContractText.ObjectionsTo(document, tables.Current).Select(o => ReasonTable.ContractInvalid.With(o))];
        if (document.ValidTo < ShanghaiTime.Today(time))
            reasons.Add(ReasonTable.ContractExpired.With(document.Contract, document.ValidTo.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        return reasons;
    }
}

/// <summary>What the desk says.</summary>
/// <param name="Contract">The version after the step; null: it was not taken.</param>
/// <param name="Refused">Why not; empty when it was taken.</param>
internal sealed record DeskAnswer(StoredContract? Contract, IReadOnlyList<Reason> Refused)
{
    public static DeskAnswer No(Reason reason) => new(null, [reason]);
}
