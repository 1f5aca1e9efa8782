using Gateway.Audit.Files;

namespace Gateway.Audit.Tiles;

/// <summary>Finds the files that a tree of a given size is made of, also once later ones have taken their place.</summary>
/// <param name="read">Reads a file by its name in the log's folder into a buffer; false when it is not there.</param>
internal sealed class TileReader(Func<string, FileBuffer, bool> read)
{
    /// <summary>Reads from a folder.</summary>
    public TileReader(ILogFiles files, string folder)
        : this((path, buffer) => buffer.TryRead(files, Path.Combine(folder, path)))
    {
    }

    /// <summary>How wide a level's tile is in a tree of this size.</summary>
    public static int Width(int level, long index, long size)
    {
        for (; level > 0; level--) size /= TilePath.Width;
        return (int)Math.Clamp(size - (index * TilePath.Width), 0, TilePath.Width);
    }

    /// <summary>A tile or bundle: the partial one of exactly this width where there is one, else the full one. Null when there is neither.</summary>
    public byte[]? Read(string path, int width)
    {
        var buffer = new FileBuffer();
        return TryRead(path, width, buffer, out _) ? buffer.Detach() : null;
    }

    /// <summary>The same into a buffer; false, and no bytes, when there is neither.</summary>
    /// <param name="path">Its name.</param>
    /// <param name="width">How much of it is wanted.</param>
    /// <param name="buffer">Receives it.</param>
    /// <param name="exact">What is read is this wide and no wider.</param>
    public bool TryRead(string path, int width, FileBuffer buffer, out bool exact)
    {
        exact = true;
        if (width < TilePath.Width && read(TilePath.Partial(path, width), buffer)) return true;
        exact = width == TilePath.Width;
        // What is on its way to the archive is there before it is gone from here.
        return read(path, buffer) || read($"{LogLayout.Archive}/{path}", buffer);
    }
}
