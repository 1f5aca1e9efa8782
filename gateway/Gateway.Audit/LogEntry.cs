namespace Gateway.Audit;

/// <summary>What the log holds. Payloads are canonical JSON of at most 64 KB and never hold data.</summary>
public abstract record LogEntry
{
    /// <summary>The version of the form of entries; it stands in each as <c>version</c>.</summary>
    public const int Version = 1;

    /// <summary>When (UTC).</summary>
    public required DateTimeOffset Time { get; init; }
}

/// <summary>The outcome of a request.</summary>
public enum AccessOutcome
{
    /// <summary>An answer was released.</summary>
    Granted,

    /// <summary>The request was refused; <see cref="AccessEntry.Reasons"/> says why.</summary>
    Refused,

    /// <summary>The request was granted, but no answer was released.</summary>
    Failed,
}

/// <summary>One request of a known consumer. Absent facts are null and not written.</summary>
public sealed record AccessEntry : LogEntry
{
    /// <summary>What came of it.</summary>
    public required AccessOutcome Outcome { get; init; }

    /// <summary>Who asked.</summary>
    public required string Consumer { get; init; }

    /// <summary>What was asked for: <c>scores</c>, …</summary>
    public required string Operation { get; init; }

    /// <summary>The product named in the request; null when its name is not well formed.</summary>
    public string? Product { get; init; }

    /// <summary>The contract's id.</summary>
    public string? Contract { get; init; }

    /// <summary>The contract's version.</summary>
    public int? ContractVersion { get; init; }

    /// <summary>SHA-256 of the contract version's canonical JSON.</summary>
    public string? ContractSha256 { get; init; }

    /// <summary>The purpose stated.</summary>
    public string? Purpose { get; init; }

    /// <summary>Codes of the reasons for a refusal or failure.</summary>
    public IReadOnlyList<string>? Reasons { get; init; }

    /// <summary>Salted SHA-256 of the request's body: base64 of SHA-256(nonce ‖ body). The nonce is in the receipt, and follows from the subject key (<see cref="IAccessLog.QueryNonce"/>).</summary>
    public string? QueryHash { get; init; }

    /// <summary>Base64 of the SHA-256 of each ciphertext of an encrypted request; they cannot be guessed, so they are not salted.</summary>
    public IReadOnlyList<string>? Ciphertexts { get; init; }

    /// <summary>Salted SHA-256 of the answer's body: base64 of SHA-256(nonce ‖ body). Of a failed request: of the answer that was withheld.</summary>
    public string? ResultHash { get; init; }

    /// <summary>How many subjects were asked about.</summary>
    public int? Subjects { get; init; }

    /// <summary>Base64 of the Merkle root (RFC 6962) over the subjects' keyed hashes, which lie in the sidecar. Filled in by the log.</summary>
    public string? SubjectsRoot { get; init; }

    /// <summary>The id of the key of those hashes (hexadecimal). Filled in by the log.</summary>
    public string? SubjectsKey { get; init; }

    /// <summary>Privacy charged, in 10⁻⁹ ρ.</summary>
    public long? NanoRho { get; init; }

    /// <summary>Privacy charged, in 10⁻¹⁵ δ.</summary>
    public long? FemtoDelta { get; init; }

    /// <summary>What the contract may still spend in the window, in 10⁻⁹ ρ.</summary>
    public long? NanoRhoLeft { get; init; }

    /// <summary>What the contract may still spend in the window, in 10⁻¹⁵ δ.</summary>
    public long? FemtoDeltaLeft { get; init; }

    /// <summary>The charge's place in the ledger.</summary>
    public long? LedgerSequence { get; init; }

    /// <summary>Base64 of the ledger's hash up to that charge: a ledger that has another was put back to an earlier state.</summary>
    public string? LedgerHash { get; init; }

    /// <summary>SHA-256 of the model file.</summary>
    public string? Model { get; init; }

    /// <summary>The data version.</summary>
    public string? DataVersion { get; init; }

    /// <summary>The worker's boot id (hexadecimal).</summary>
    public string? WorkerBoot { get; init; }

    /// <summary>The worker's job counter. Absent from a failed request whose answer was lost, or never came.</summary>
    public long? WorkerCounter { get; init; }

    /// <summary>
    /// Base64 of the worker's running hash up to this job, over <see cref="ResultHash"/> and all before it: what its signed statements are about. Absent
    /// from answers that are sent again.
    /// </summary>
    public string? WorkerLink { get; init; }

    /// <summary>A stored answer was sent again, free of charge.</summary>
    public bool? Replay { get; init; }

    /// <summary>Refusals of this consumer since its last recorded one that came too fast to be recorded.</summary>
    public int? Suppressed { get; init; }

    /// <summary>The trace id, by which operators find their own logs.</summary>
    public string? TraceId { get; init; }
}

/// <summary>Something that a regulator must know of and that is no request.</summary>
public sealed record EventEntry : LogEntry
{
    /// <summary>A stable kebab-case name, such as <c>gateway-started</c>, <c>isolation-off</c>, <c>model-mismatch</c>, <c>worker-started</c>.</summary>
    public required string Event { get; init; }

    /// <summary>Facts, by name. Never data.</summary>
    public IReadOnlyDictionary<string, string>? Facts { get; init; }
}
