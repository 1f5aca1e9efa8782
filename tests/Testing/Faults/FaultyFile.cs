using Gateway.Audit.Files;
using Testing.Seeds;

namespace Testing.Faults;

/// <summary>A file with what the process sees and what the disk holds.</summary>
internal sealed class FaultyFile(FaultyFiles files) : ILogFile
{
    private const int Sector = 64;
    private byte[] _content = [];
    private byte[] _durable = [];

    public long Length => _content.Length;

    public int Read(Span<byte> into, long offset)
    {
        var content = _content;
        if (offset >= content.Length) return 0;
        var part = content.AsSpan((int)offset, Math.Min(into.Length, content.Length - (int)offset));
        part.CopyTo(into);
        return part.Length;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        var all = bytes.ToArray();
        files.Step(half =>
        {
            var written = half ? all[..(all.Length / 2)] : all;
            var content = new byte[Math.Max(_content.Length, (int)offset + written.Length)];
            _content.CopyTo(content, 0);
            written.CopyTo(content, (int)offset);
            _content = content;
        });
    }

    /// <summary>An fsync that half happens has written nothing that one may rely on.</summary>
    public void Sync() => files.Step(half => _durable = half ? _durable : _content);

    /// <summary>All of it is durable now.</summary>
    public void Keep() => _durable = _content;

    /// <summary>What was not synced is there, or not: each sector for itself, and any length between the two.</summary>
    public void LosePower(Seeded dice)
    {
        if (!ReferenceEquals(_content, _durable))
        {
            var length = dice.Between(Math.Min(_durable.Length, _content.Length), Math.Max(_durable.Length, _content.Length));
            var survived = new byte[length];
            for (var at = 0; at < length; at += Sector)
            {
                var source = dice.OneIn(2) ? _content : _durable;
                var size = Math.Min(Sector, Math.Min(length, source.Length) - at);
                if (size > 0) source.AsSpan(at, size).CopyTo(survived.AsSpan(at));
            }

            _content = survived;
        }

        _durable = _content;
    }

    public void Dispose()
    {
    }
}
