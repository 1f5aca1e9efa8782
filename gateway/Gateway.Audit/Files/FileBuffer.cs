namespace Gateway.Audit.Files;

/// <summary>The bytes of a file, in memory that the next file takes over. For one caller at a time.</summary>
internal sealed class FileBuffer
{
    private byte[] _bytes = [];
    private int _length;

    /// <summary>What was read last.</summary>
    public Span<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>Reads a file whole; false, and no bytes, when it is not there.</summary>
    public bool TryRead(ILogFiles files, string path)
    {
        _length = 0;
        try
        {
            using var file = files.Open(path, write: false);
            var length = checked((int)file.Length);
            if (_bytes.Length < length) _bytes = GC.AllocateUninitializedArray<byte>(length);
            _length = file.ReadAll(_bytes.AsSpan(0, length), 0);
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Copies bytes that are in memory already; false, and no bytes, where there are none.</summary>
    public bool TryCopy(byte[]? bytes)
    {
        _length = bytes?.Length ?? 0;
        if (_bytes.Length < _length) _bytes = GC.AllocateUninitializedArray<byte>(_length);
        bytes.CopyTo(_bytes);
        return bytes is not null;
    }

    /// <summary>The bytes, which the buffer then no longer has.</summary>
    public byte[] Detach()
    {
        var bytes = _bytes.Length == _length ? _bytes : _bytes[.._length];
        (_bytes, _length) = ([], 0);
        return bytes;
    }
}
