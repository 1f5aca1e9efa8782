using System.Security.Cryptography;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Box;

/// <summary>
/// The key by which an import ranks a subject's rows. It belongs to the dataset and outlives its versions, so that rows that stay keep their places. No promise rests
/// on its secrecy: who had it could tell which rows of a person aggregates look at first.
/// </summary>
internal static class RankKey
{
    private const int Size = 32;

    /// <summary>The key, made if there is none yet. A crash here leaves none or a whole one.</summary>
    /// <exception cref="IOException">There is one, but not a whole one.</exception>
    public static string Ensure(string data, string dataset)
    {
        var path = DataLayout.RankKey(data, dataset);
        if (!File.Exists(path))
        {
            DurableFiles.CreateFolder(Path.GetDirectoryName(path)!);
            DurableFiles.Replace(path, RandomNumberGenerator.GetBytes(Size), UnixFileMode.UserRead);
        }
        var key = File.ReadAllBytes(path);
        return key.Length == Size ? Convert.ToHexStringLower(key) : throw new IOException("The rank key has another length.");
    }
}
