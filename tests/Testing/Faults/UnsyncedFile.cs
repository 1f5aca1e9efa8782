using Testing.Seeds;

namespace Testing.Faults;

/// <summary>What the disk holds of a file for certain, and what was written since it was last synced.</summary>
/// <param name="durable">What it holds at first.</param>
internal sealed class UnsyncedFile(byte[] durable)
{
    private const int Sector = 512;
    private readonly List<(int Offset, byte[]? Bytes)> _pending = [];
    private byte[] _durable = durable;
    private int _length = durable.Length;

    public void Write(int offset, byte[] bytes) => _pending.Add((offset, bytes));

    public void Truncate(int length) => _pending.Add((length, null));

    public void Sync()
    {
        foreach (var (offset, bytes) in _pending) Apply(ref _durable, ref _length, offset, bytes);
        _pending.Clear();
    }

    /// <summary>What a machine finds that lost its power now: of each unsynced write each sector is there or not.</summary>
    public byte[] AfterPowerCut(Seeded dice)
    {
        var (content, length) = ((byte[])_durable.Clone(), _length);
        foreach (var (offset, bytes) in _pending)
        {
            if (bytes is null)
            {
                if (dice.OneIn(2)) Apply(ref content, ref length, offset, null);
                continue;
            }

            for (var at = 0; at < bytes.Length; at += Sector)
                if (dice.OneIn(2)) Apply(ref content, ref length, offset + at, bytes[at..Math.Min(at + Sector, bytes.Length)]);
        }

        return content[..length];
    }

    private static void Apply(ref byte[] content, ref int length, int offset, byte[]? bytes)
    {
        if (bytes is null)
        {
            if (offset < length) content.AsSpan(offset, length - offset).Clear();
            length = Math.Min(length, offset);
            return;
        }

        length = Math.Max(length, offset + bytes.Length);
        if (length > content.Length) Array.Resize(ref content, Math.Max(length, 2 * content.Length));
        bytes.CopyTo(content, offset);
    }
}
