using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Gateway.Quotas;

/// <summary>What one request took of one counter.</summary>
/// <param name="Owner">Whose counter.</param>
/// <param name="Name">The counter's name.</param>
/// <param name="Amount">How much, or how much of each subject.</param>
/// <param name="Tags">The subjects; none: the counter is one number.</param>
internal readonly record struct JournalLine(string Owner, string Name, long Amount, UInt128[] Tags)
{
    // Length of all that follows, hash of all that follows the hash, amount, lengths of the two names, names, tags.
    private const int Head = 4 + 8;
    private const int Fixed = 8 + 1 + 1;
    private const int TagSize = 16;

    /// <summary>How many bytes it takes in a journal.</summary>
    public int Size => Head + Fixed + Encoding.UTF8.GetByteCount(Owner) + Encoding.UTF8.GetByteCount(Name) + (TagSize * Tags.Length);

    /// <summary>Writes it.</summary>
    public void Write(IBufferWriter<byte> to) => to.Advance(Write(to.GetSpan(Size)));

    /// <summary>Writes it; returns how many bytes that were.</summary>
    private int Write(Span<byte> to)
    {
        var body = to[Head..];
        BinaryPrimitives.WriteInt64BigEndian(body, Amount);
        var owner = Encoding.UTF8.GetBytes(Owner, body[Fixed..]);
        var name = Encoding.UTF8.GetBytes(Name, body[(Fixed + owner)..]);
        (body[8], body[9]) = (checked((byte)owner), checked((byte)name));
        var at = Fixed + owner + name;
        foreach (var tag in Tags)
        {
            BinaryPrimitives.WriteUInt128BigEndian(body[at..], tag);
            at += TagSize;
        }

        BinaryPrimitives.WriteInt32BigEndian(to, at);
        BinaryPrimitives.WriteUInt64BigEndian(to[4..], Hash(body[..at]));
        return Head + at;
    }

    /// <summary>Reads one; false where none stands whole, such as at an end that a power cut tore.</summary>
    public static bool TryRead(ReadOnlySpan<byte> from, out JournalLine line, out int size)
    {
        (line, size) = (default, 0);
        if (from.Length < Head + Fixed) return false;
        var length = BinaryPrimitives.ReadInt32BigEndian(from);
        if (length < Fixed || length > from.Length - Head) return false;
        var body = from.Slice(Head, length);
        if (BinaryPrimitives.ReadUInt64BigEndian(from[4..]) != Hash(body)) return false;
        var (owner, name) = (body[8], body[9]);
        var tags = body[(Fixed + owner + name)..];
        var read = new UInt128[tags.Length / TagSize];
        for (var i = 0; i < read.Length; i++) read[i] = BinaryPrimitives.ReadUInt128BigEndian(tags[(i * TagSize)..]);
        line = new JournalLine(
            Encoding.UTF8.GetString(body.Slice(Fixed, owner)),
            Encoding.UTF8.GetString(body.Slice(Fixed + owner, name)),
            BinaryPrimitives.ReadInt64BigEndian(body),
            read);
        size = Head + length;
        return true;
    }

    /// <summary>FNV-1a, 64 bits: against torn writes, not against people.</summary>
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in bytes) hash = unchecked((hash ^ b) * 1099511628211UL);
        return hash;
    }
}
