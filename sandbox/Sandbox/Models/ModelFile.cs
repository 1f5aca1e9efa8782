using System.IO.Compression;
using System.Text.Json;

namespace Sandbox.Models;

/// <summary>
/// The model file: ML.NET's archive with one more entry, the <see cref="ModelSignature"/>. Entries are sorted and carry a fixed date, so that
/// the same training gives the same bytes, and so the same hash.
/// </summary>
internal static class ModelFile
{
    private const string SignatureEntry = "Signature.json";

    private static readonly DateTimeOffset _entryDate = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Pack(byte[] mlNet, ModelSignature signature)
    {
        using var packed = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(mlNet), ZipArchiveMode.Read))
        using (var target = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                using var from = entry.Open();
                Write(target, entry.FullName, from.CopyTo);
            }
            Write(target, SignatureEntry, to => JsonSerializer.Serialize(to, signature, ModelJson.Default.ModelSignature));
        }
        return packed.ToArray();
    }

    /// <summary>The signature of a model file.</summary>
    /// <exception cref="InvalidDataException">There is no signature, or not a whole one.</exception>
    public static ModelSignature ReadSignature(byte[] packed)
    {
        using var archive = new ZipArchive(new MemoryStream(packed), ZipArchiveMode.Read);
        var entry = archive.GetEntry(SignatureEntry) ?? throw new InvalidDataException("The model file has no signature.");
        using var stream = entry.Open();
        return JsonSerializer.Deserialize(stream, ModelJson.Default.ModelSignature)
            ?? throw new InvalidDataException("The model file's signature is empty.");
    }

    private static void Write(ZipArchive archive, string name, Action<Stream> write)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = _entryDate;
        using var stream = entry.Open();
        write(stream);
    }
}
