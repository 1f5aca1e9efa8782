namespace Gateway.Record;

/// <summary>A worker's response, whole and bounded, before anybody has seen it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body.</param>
/// <param name="Release">The <c>Release</c> header, or null.</param>
internal sealed record Capture(int Status, byte[] Body, string? Release)
{
    /// <summary>The most bytes of an answer: room for the largest table that a job may ask for.</summary>
    public const int MaxBody = 32 << 20;

    /// <summary>Reads a response; null when its body is longer than <see cref="MaxBody"/>.</summary>
    public static async Task<Capture?> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var release = response.Headers.TryGetValues(Sandbox.Protocol.Releases.Release.Header, out var values) ? values.First() : null;
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var buffer = new byte[response.Content.Headers.ContentLength is { } length and <= MaxBody ? (int)length + 1 : 4096];
        var count = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(count), cancellation);
            if (read == 0) return new Capture((int)response.StatusCode, buffer[..count], release);
            count += read;
            if (count > MaxBody) return null;
            if (count == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MaxBody + 1));
        }
    }
}
