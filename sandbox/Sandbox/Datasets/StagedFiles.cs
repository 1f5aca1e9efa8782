using System.Security.Cryptography;
using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Datasets;

/// <summary>The files of a staged version: nothing else may lie in its folder when it is published.</summary>
internal static class StagedFiles
{
    private static readonly string[] All =
        [DataLayout.RowsFile, DataLayout.RowsPlaceFile, DataLayout.LabelsFile, DataLayout.FeaturesFile, DataLayout.SpecFile, DataLayout.ManifestFile];

    /// <summary>Writes spec and manifest and makes all files durable; the manifest comes last, so that it vouches for the others.</summary>
    public static VersionManifest Seal(ImportJob job, long rows, long subjects, DateTimeOffset now)
    {
        var spec = JsonSerializer.SerializeToUtf8Bytes(job.Spec, ProtocolJson.Default.DatasetSpec);
        var manifest = new VersionManifest(job.Spec.Dataset, job.Version, Convert.ToHexStringLower(SHA256.HashData(spec)), rows, subjects, now);
        foreach (var held in new[] { DataLayout.RowsFile, DataLayout.LabelsFile }.Select(file => Path.Combine(job.StagingPath, file)).Where(File.Exists)) Sync(held);
        Write(Path.Combine(job.StagingPath, DataLayout.SpecFile), spec);
        Write(Path.Combine(job.StagingPath, DataLayout.ManifestFile), JsonSerializer.SerializeToUtf8Bytes(manifest, ProtocolJson.Default.VersionManifest));
        return manifest;
    }

    /// <summary>Removes what a failed import has left.</summary>
    public static void Delete(string stagingPath)
    {
        if (!Directory.Exists(stagingPath)) return;
        foreach (var file in All) File.Delete(Path.Combine(stagingPath, file));
    }

    /// <summary>Writes a small file; when it returns, the file survives a power cut.</summary>
    public static void Write(string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        Sync(path);
    }

    private static void Sync(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
        RandomAccess.FlushToDisk(file);
    }
}
