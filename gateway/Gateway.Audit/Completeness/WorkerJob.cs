namespace Gateway.Audit.Completeness;

/// <summary>A job, as an entry names it.</summary>
/// <param name="Index">The entry.</param>
/// <param name="Counter">The how-manieth job of its worker.</param>
/// <param name="Result">The result's salted hash; null when the entry has none.</param>
/// <param name="Link">The running hash; null when the entry has none.</param>
internal readonly record struct WorkerJob(long Index, long Counter, byte[]? Result, byte[]? Link);

/// <summary>A signed count, as an event states it.</summary>
/// <param name="Index">The event.</param>
/// <param name="Time">When.</param>
/// <param name="Jobs">How many jobs.</param>
/// <param name="Link">Base64 of the running hash over them.</param>
/// <param name="Ended">There are no more.</param>
/// <param name="Signature">Base64 of the signature.</param>
internal sealed record WorkerCount(long Index, DateTimeOffset Time, long Jobs, string Link, bool Ended, string Signature);
