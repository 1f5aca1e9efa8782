using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Box;

/// <summary>
/// Puts a staged data version in force. The version before it stays, because jobs may still need it; older ones go.
/// Whatever happens, <c>current</c> names a complete version, or does not exist yet.
/// </summary>
public sealed class DataPublisher(string data, TimeProvider time)
{
    private static readonly string[] Always = [DataLayout.ManifestFile, DataLayout.SpecFile];
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");
    private readonly string _data = Path.GetFullPath(data);

    /// <summary>Publishes what the box staged for <paramref name="job"/>.</summary>
    /// <param name="staging">The staging folder on this machine; it is gone afterwards.</param>
    /// <param name="job">What the box was asked to do.</param>
    /// <param name="cancellation">Gives up waiting for another publisher. Once publishing has begun it is not interrupted.</param>
    /// <returns>The manifest, checked.</returns>
    /// <exception cref="PublishRefusedException">The box staged something else; nothing changed.</exception>
    public async Task<VersionManifest> PublishAsync(string staging, ImportJob job, CancellationToken cancellation)
    {
        if (job.Version.Length != 32 || job.Version.AsSpan().ContainsAnyExcept(HexDigits))
        {
            throw new ArgumentException("A version is 32 hexadecimal digits.", nameof(job));
        }
        using var held = await PublishLock.TakeAsync(_data, time, cancellation);

        // A crash up to here leaves a staging folder, which is swept.
        StagedFiles.Seal(staging, [.. Always, .. FilesOf(job)]);
        var manifest = Check(staging, job);

        var dataset = job.Spec.Dataset;
        var version = DataLayout.Version(_data, dataset, job.Version);
        var versions = Path.GetDirectoryName(version)!;
        DurableFiles.CreateFolder(versions);
        DonorKey.Ensure(_data, dataset);

        // A crash after this leaves a complete version that nothing names; the next publication prunes it.
        Directory.Move(staging, version);
        DurableFiles.SyncFolder(versions);
        DurableFiles.SyncFolder(Path.GetDirectoryName(staging)!);

        // From this rename on the version is in force.
        var previous = Current(dataset);
        const UnixFileMode readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        DurableFiles.Replace(DataLayout.Current(_data, dataset), Encoding.ASCII.GetBytes(job.Version + "\n"), readable);

        // A crash while pruning leaves parts of a version that nothing names.
        Prune(versions, [job.Version, previous]);
        return manifest;
    }

    /// <summary>The version in force, or null when the dataset has none.</summary>
    public string? Current(string dataset)
    {
        var path = DataLayout.Current(_data, dataset);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : null;
    }

    /// <summary>The versions that there are, in force or not.</summary>
    public IReadOnlyList<string> Versions(string dataset)
    {
        var versions = new DirectoryInfo(Path.GetDirectoryName(DataLayout.Version(_data, dataset, "any"))!);
        return versions.Exists ? [.. versions.EnumerateDirectories().Select(version => version.Name)] : [];
    }

    private static IEnumerable<string> FilesOf(ImportJob job)
    {
        var isInDatabase = job.Source is PostgresSource;
        yield return isInDatabase ? DataLayout.RowsPlaceFile : DataLayout.RowsFile;
        if (isInDatabase && job.Spec.Label is not null) yield return DataLayout.LabelsFile;
        if (job.Spec.Features.Count > 0) yield return DataLayout.FeaturesFile;
    }

    private static VersionManifest Check(string staging, ImportJob job)
    {
        var spec = JsonSerializer.SerializeToUtf8Bytes(job.Spec, ProtocolJson.Default.DatasetSpec);
        var stagedSpec = StagedFiles.Read(staging, DataLayout.SpecFile, ProtocolJson.Default.DatasetSpec);
        if (!spec.AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(stagedSpec, ProtocolJson.Default.DatasetSpec)))
        {
            throw new PublishRefusedException("the box proved another spec than it was given.");
        }
        if (job.Source is PostgresSource && StagedFiles.Read(staging, DataLayout.RowsPlaceFile, ProtocolJson.Default.RowsPlace) != RowsPlace.Of(job.Spec.Dataset, job.Version))
        {
            throw new PublishRefusedException("the rows are in another table than they should be.");
        }
        var manifest = StagedFiles.Read(staging, DataLayout.ManifestFile, ProtocolJson.Default.VersionManifest);
        var same = string.Equals(manifest.Dataset, job.Spec.Dataset, StringComparison.Ordinal)
            && string.Equals(manifest.Version, job.Version, StringComparison.Ordinal)
            && string.Equals(manifest.SpecSha256, Convert.ToHexStringLower(SHA256.HashData(spec)), StringComparison.Ordinal);
        return same ? manifest : throw new PublishRefusedException("the manifest is of another dataset, version or spec.");
    }

    private static void Prune(string versions, IReadOnlyList<string?> keep)
    {
        foreach (var folder in Directory.EnumerateDirectories(versions))
        {
            if (!keep.Contains(Path.GetFileName(folder), StringComparer.Ordinal)) Directory.Delete(folder, recursive: true);
        }
    }
}
