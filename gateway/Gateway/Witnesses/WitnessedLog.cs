using Gateway.Audit;

namespace Gateway.Witnesses;

/// <summary>The access log, closed while witnesses are away for too long: an operator who keeps them away cannot go on alone.</summary>
internal sealed class WitnessedLog(IAccessLog log, CosignTail tail) : IAccessLog
{
    /// <inheritdoc/>
    public string Origin => log.Origin;

    /// <inheritdoc/>
    public ValueTask<LogPosition> AppendAsync(LogEntry entry, IReadOnlyList<string> subjects, CancellationToken cancellation) =>
        tail.IsStale
            ? ValueTask.FromException<LogPosition>(new LogUnavailableException("Too few witnesses have cosigned the access log for too long."))
            : log.AppendAsync(entry, subjects, cancellation);

    /// <inheritdoc/>
    public byte[] QueryNonce(ReadOnlySpan<byte> resultHash) => log.QueryNonce(resultHash);
}
