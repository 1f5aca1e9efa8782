using System.Globalization;

namespace EndToEnd.Tests.Encrypted;

/// <summary>A process's writable memory, as <c>/proc</c> shows it.</summary>
internal static class ProcessMemory
{
    private const int Piece = 16 << 20;

    /// <summary>How often some bytes lie in it.</summary>
    /// <exception cref="IOException">The memory cannot be read, so nothing is known.</exception>
    public static int Count(int pid, byte[] wanted)
    {
        var count = 0;
        var readable = 0L;
        var piece = new byte[Piece + wanted.Length];
        using var memory = File.OpenHandle($"/proc/{pid}/mem", FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        foreach (var line in File.ReadLines($"/proc/{pid}/maps").Where(l => l.Contains(" rw", StringComparison.Ordinal)))
        {
            var range = line.Split(' ')[0].Split('-').Select(a => ulong.Parse(a, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
            for (var at = range[0]; at < range[1]; at += Piece)
            {
                var length = (int)Math.Min((ulong)piece.Length, range[1] - at);
                var read = Read(memory, piece.AsSpan(0, length), at);
                readable += read;
                count += Occurrences(piece.AsSpan(0, read), wanted);
            }
        }
        return readable > 0 ? count : throw new IOException($"The memory of process {pid} cannot be read.");
    }

    // A reserved range that was never touched, or is gone by now, reads as an error.
    private static int Read(Microsoft.Win32.SafeHandles.SafeFileHandle memory, Span<byte> piece, ulong at)
    {
        try
        {
            return at > long.MaxValue ? 0 : RandomAccess.Read(memory, piece, (long)at);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static int Occurrences(ReadOnlySpan<byte> piece, ReadOnlySpan<byte> wanted)
    {
        var count = 0;
        for (var at = piece.IndexOf(wanted); at >= 0; at = piece.IndexOf(wanted))
        {
            count++;
            piece = piece[(at + 1)..];
        }
        return count;
    }
}
