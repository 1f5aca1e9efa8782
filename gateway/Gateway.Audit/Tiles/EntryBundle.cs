using System.Buffers;
using System.Buffers.Binary;

namespace Gateway.Audit.Tiles;

/// <summary>The entries of the last bundle (C2SP tlog-tiles): each with its length before it, in 16 bits, big-endian.</summary>
internal sealed class EntryBundle
{
    private readonly ArrayBufferWriter<byte> _bytes = new(256 * 1024);

    /// <summary>How many entries there are.</summary>
    public int Width { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public void Add(ReadOnlySpan<byte> entry)
    {
        var to = _bytes.GetSpan(sizeof(ushort) + entry.Length);
        BinaryPrimitives.WriteUInt16BigEndian(to, checked((ushort)entry.Length));
        entry.CopyTo(to[sizeof(ushort)..]);
        _bytes.Advance(sizeof(ushort) + entry.Length);
        Width++;
    }

    public void Clear()
    {
        _bytes.ResetWrittenCount();
        Width = 0;
    }
}
