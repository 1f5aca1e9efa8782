using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Gateway.Audit.Appending;
using Gateway.Audit.Entries;

namespace Gateway.Audit.Segments;

/// <summary>Puts a group together: the lines of its entries, and the record that announces them.</summary>
internal sealed class GroupBuilder
{
    private readonly ArrayBufferWriter<byte> _lines = new(64 * 1024);
    private readonly ArrayBufferWriter<byte> _record = new(64 * 1024);
    private readonly byte[] _head = new byte[SHA256.HashSizeInBytes];
    private long _first;
    private long _offset;
    private int _entries;

    /// <summary>The lines.</summary>
    public ReadOnlySpan<byte> Lines => _lines.WrittenSpan;

    /// <summary>The record; whole after <see cref="End"/>.</summary>
    public ReadOnlySpan<byte> Record => _record.WrittenSpan;

    /// <summary>The hash of the last line.</summary>
    public ReadOnlySpan<byte> Head => _head;

    /// <summary>Begins a group.</summary>
    /// <param name="first">The index of its first entry.</param>
    /// <param name="offset">Where its lines will begin.</param>
    /// <param name="head">The hash of the line before.</param>
    public void Begin(long first, long offset, ReadOnlySpan<byte> head)
    {
        _lines.ResetWrittenCount();
        _record.ResetWrittenCount();
        _record.GetSpan(GroupRecord.HeaderSize);
        _record.Advance(GroupRecord.HeaderSize);
        head.CopyTo(_head);
        (_first, _offset, _entries) = (first, offset, 0);
    }

    /// <summary>Adds an entry: fills in its index and the hash of the line before it.</summary>
    public void Add(PendingAppend append)
    {
        append.Index = _first + _entries++;
        var line = append.Line.Written;
        var to = _lines.GetSpan(line.Length + EntryWriter.MaxStamps + 1);
        var length = 0;
        Put(line[..append.Gaps.Index], to, ref length);
        Utf8Formatter.TryFormat(append.Index, to[length..], out var digits);
        length += digits;
        Put(line[append.Gaps.Index..append.Gaps.Previous], to, ref length);
        Base64.EncodeToUtf8(_head, to[length..], out _, out var characters);
        length += characters;
        Put(line[append.Gaps.Previous..], to, ref length);
        SHA256.HashData(to[..length], _head);
        to[length++] = (byte)'\n';
        _lines.Advance(length);

        BinaryPrimitives.WriteInt32BigEndian(_record.GetSpan(4), append.Hashes.Length / SHA256.HashSizeInBytes);
        _record.Advance(4);
        _record.Write(append.Hashes);
    }

    /// <summary>Completes the record.</summary>
    public void End()
    {
        var checksum = _record.GetSpan(SHA256.HashSizeInBytes);
        var record = MemoryMarshal.AsMemory(_record.WrittenMemory).Span;
        GroupRecord.WriteHeader(record, record.Length + SHA256.HashSizeInBytes, _entries, _first, _offset, _lines.WrittenCount, _head);
        SHA256.HashData(record, checksum);
        _record.Advance(SHA256.HashSizeInBytes);
    }

    private static void Put(ReadOnlySpan<byte> bytes, Span<byte> to, ref int length)
    {
        bytes.CopyTo(to[length..]);
        length += bytes.Length;
    }
}
