namespace Gateway.Operations;

/// <summary>A job that has no permit yet.</summary>
/// <param name="Bytes">The job, as the worker is to read it.</param>
/// <param name="DataVersion">The data version that it pins.</param>
/// <param name="Model">The model (SHA-256) that it pins; null when it needs none.</param>
internal sealed record DraftJob(byte[] Bytes, string DataVersion, string? Model);
