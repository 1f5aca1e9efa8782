using System.Buffers;

namespace Sandbox.Jobs;

/// <summary>A job's bytes in a pooled buffer, as many as Kestrel's body limit lets through; wiped when given back, as they name people.</summary>
internal sealed class JobBody : IDisposable
{
    private const int FirstSize = 64 * 1024;

    private byte[] _buffer;
    private int _length;

    private JobBody(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    public ReadOnlySpan<byte> Span => Memory.Span;

    /// <summary>Reads the whole body.</summary>
    /// <exception cref="BadHttpRequestException">The body is longer than the limit, or broken.</exception>
    public static async ValueTask<JobBody> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var body = new JobBody(FirstSize);
        try
        {
            while (true)
            {
                var read = await request.Body.ReadAsync(body._buffer.AsMemory(body._length), cancellation);
                if (read == 0) return body;
                body._length += read;
                if (body._length == body._buffer.Length) body.Grow();
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = [];
        _length = 0;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Span.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = larger;
    }
}
