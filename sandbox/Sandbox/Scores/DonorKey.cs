using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Scores;

/// <summary>
/// Chooses a donor for a subject: HMAC-SHA-256 of its id under the dataset's key, as a point of the feature store's key space. It is the same in every call and
/// version, and nobody outside can compute it.
/// </summary>
internal sealed class DonorKey
{
    private const int Size = 32;

    private readonly byte[] _key;

    private DonorKey(byte[] key) => _key = key;

    /// <summary>The key of a dataset.</summary>
    /// <exception cref="IOException">There is no key, or not a whole one: then nobody is imputed.</exception>
    public static DonorKey Read(string dataPath, string dataset)
    {
        var key = File.ReadAllBytes(DataLayout.DonorKey(dataPath, dataset));
        return key.Length == Size ? new DonorKey(key) : throw new IOException("The donor key has another length.");
    }

    /// <summary>Where a subject's donor is looked for.</summary>
    public UInt128 PointOf(string canonical)
    {
        Span<byte> message = stackalloc byte[SubjectId.MaxLength];
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, message[..Encoding.ASCII.GetBytes(canonical, message)], mac);
        return BinaryPrimitives.ReadUInt128BigEndian(mac);
    }
}
