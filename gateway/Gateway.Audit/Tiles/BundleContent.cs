using System.Buffers.Binary;

namespace Gateway.Audit.Tiles;

/// <summary>Takes apart what <see cref="EntryBundle"/> and <see cref="SubjectSidecar"/> wrote, trusting nothing.</summary>
internal static class BundleContent
{
    /// <summary>Where each entry of a bundle lies; fewer than wanted when the bundle ends early.</summary>
    public static List<Range> Entries(ReadOnlySpan<byte> bundle, int width)
    {
        var entries = new List<Range>(width);
        for (var at = 0; entries.Count < width && bundle.Length - at >= sizeof(ushort);)
        {
            var size = BinaryPrimitives.ReadUInt16BigEndian(bundle[at..]);
            at += sizeof(ushort);
            if (bundle.Length - at < size) break;
            entries.Add(at..(at + size));
            at += size;
        }

        return entries;
    }

    /// <summary>Where the subjects' hashes of each entry lie in a sidecar; fewer than wanted when it ends early.</summary>
    public static List<Range> Subjects(ReadOnlySpan<byte> sidecar, int width)
    {
        var subjects = new List<Range>(width);
        for (var at = 0; subjects.Count < width && sidecar.Length - at >= sizeof(int);)
        {
            var hashes = BinaryPrimitives.ReadUInt32BigEndian(sidecar[at..]);
            at += sizeof(int);
            if (hashes > (sidecar.Length - at) / Merkle.TreeHash.Size) break;
            var end = at + ((int)hashes * Merkle.TreeHash.Size);
            subjects.Add(at..end);
            at = end;
        }

        return subjects;
    }
}
