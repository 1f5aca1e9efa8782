using Gateway.Answers;
using Gateway.Audit;
using Gateway.Audit.Notes;
using Gateway.Identity;
using Gateway.Identity.Tokens;
using Gateway.Stores;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Gateway.Tests.OpenApi;

/// <summary>What a query depends on; each part works until it is told to be down.</summary>
internal sealed class FakeDependencies : IAccessLog, IPublishedLog, IAnswerStore, IIssuer
{
    public bool AnswersDown { get; set; }
    public bool LogDown { get; set; }
    public bool KeysDown { get; set; }

    /// <summary>Keys reserved and not given back.</summary>
    public int Reserved { get; private set; }

    public List<LogEntry> Entries { get; } = [];

    public string Origin => "gateway.test";

    public byte[] QueryNonce(ReadOnlySpan<byte> resultHash) => System.Security.Cryptography.SHA256.HashData(resultHash);

    public string Folder => "/nowhere";

    public NoteKey VerifierKey => NoKey;

    public long Next => 0;

    public PublishedCheckpoint Published { get; } = new(0, ReadOnlyMemory<byte>.Empty);

    private static NoteKey NoKey { get; } = new NoteSigner("gateway.test", NoteKeyKind.Log, new byte[32]).VerifierKey;

    public ValueTask<LogPosition> AppendAsync(LogEntry entry, IReadOnlyList<string> subjects, CancellationToken cancellation)
    {
        if (LogDown) throw new LogUnavailableException("down");
        Entries.Add(entry);
        return new(new LogPosition(Entries.Count - 1));
    }

    public ValueTask<AnswerLookup> BeginAsync(AnswerKey key, ReadOnlyMemory<byte> requestHash, CancellationToken cancellation)
    {
        if (AnswersDown) throw new StoreUnavailableException("answer");
        Reserved++;
        return new(new AnswerLookup.Reserved(1));
    }

    public ValueTask CompleteAsync(AnswerKey key, StoredAnswer answer, CancellationToken cancellation) => throw new NotSupportedException();

    public ValueTask AbandonAsync(AnswerKey key, CancellationToken cancellation)
    {
        Reserved--;
        return default;
    }

    public ValueTask<TokenValidationParameters> GetParametersAsync(CancellationToken cancellation) =>
        KeysDown ? throw new StoreUnavailableException("identity") : new(new TokenValidationParameters());

    public void KeyNotFound() => throw new NotSupportedException();

    public Caller? Admit(JsonWebToken token) => throw new NotSupportedException();

    public bool StillAdmits(Caller caller) => throw new NotSupportedException();
}
