using System.Security.Cryptography;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Box;

/// <summary>
/// The key by which an unknown subject is given a donor. It belongs to the dataset and outlives its versions, so that a subject keeps its donor;
/// who had it could tell imputed scores from real ones, so it never leaves this machine.
/// </summary>
internal static class DonorKey
{
    private const int Size = 32;

    /// <summary>Makes the key if there is none yet. A crash here leaves none or a whole one.</summary>
    public static void Ensure(string data, string dataset)
    {
        var path = DataLayout.DonorKey(data, dataset);
        if (!File.Exists(path)) DurableFiles.Replace(path, RandomNumberGenerator.GetBytes(Size), UnixFileMode.UserRead);
    }
}
