using System.Buffers.Binary;

namespace Gateway.Stores;

/// <summary>Identifiers that nobody can guess: 128 bits from the operating system.</summary>
internal static class RandomId
{
    public static UInt128 Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomBlock.Fill(bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
