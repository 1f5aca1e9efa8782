namespace Gateway.Audit;

/// <summary>The access log. <b>No record, no answer</b>: an answer may leave only after its append has returned.</summary>
public interface IAccessLog
{
    /// <summary>The log's name, as it stands in receipts: the gateway's origin.</summary>
    string Origin { get; }

    /// <summary>Appends an entry. When this returns, the entry and its subjects' keyed hashes survive a power cut.</summary>
    /// <param name="entry">What happened.</param>
    /// <param name="subjects">Canonical ids of the subjects asked about, in the order asked; empty where none. Only their keyed hashes are kept.</param>
    /// <param name="cancellation">Gives up waiting; the entry may still be written.</param>
    /// <exception cref="LogUnavailableException">The disk is full or cannot be written: release nothing.</exception>
    ValueTask<LogPosition> AppendAsync(LogEntry entry, IReadOnlyList<string> subjects, CancellationToken cancellation);

    /// <summary>The nonce that the hash of an answered query is salted with: the receipt holds it, and from the entry whoever can open the subject key of its time.</summary>
    /// <param name="resultHash">The entry's <c>resultHash</c>: 32 bytes, no two of which are the same.</param>
    /// <returns>32 bytes.</returns>
    byte[] QueryNonce(ReadOnlySpan<byte> resultHash);
}

/// <summary>Where an entry stands.</summary>
/// <param name="Index">From 0, without gaps.</param>
public readonly record struct LogPosition(long Index);

/// <summary>The log cannot be written.</summary>
public sealed class LogUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
