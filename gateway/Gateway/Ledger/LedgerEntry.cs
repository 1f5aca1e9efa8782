using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Policies.Costs;

namespace Gateway.Ledger;

/// <summary>One charge in the ledger. Each holds the hash of all before it, so that a ledger with another past has another end.</summary>
/// <param name="Sequence">1, 2, 3, … without gaps.</param>
/// <param name="ChargeId">The charge's id.</param>
/// <param name="Consumer">Who asked.</param>
/// <param name="Contract">The contract's id.</param>
/// <param name="Dataset">The dataset.</param>
/// <param name="Cost">What was charged.</param>
/// <param name="Window">The calendar month in Asia/Shanghai, as 202611.</param>
/// <param name="Time">When, to the millisecond.</param>
/// <param name="Hash">SHA-256 over the hash of the entry before (zeros for the first) and all of the above.</param>
internal sealed record LedgerEntry(
    long Sequence, UInt128 ChargeId, string Consumer, string Contract, string Dataset, PrivacyCost Cost, int Window, DateTimeOffset Time, byte[] Hash)
{
    /// <summary>The hash before the first entry.</summary>
    public static byte[] NoHash { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>The entry that follows one with <paramref name="previous"/> for its hash.</summary>
    public static LedgerEntry After(byte[] previous, long sequence, Charge charge, int window, DateTimeOffset time)
    {
        var entry = new LedgerEntry(
            sequence, charge.Id, charge.Consumer, charge.Contract, charge.Dataset, charge.Cost, window,
            DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds()), []);
        return entry with { Hash = entry.HashAfter(previous) };
    }

    /// <summary>The hash that this entry has after another.</summary>
    public byte[] HashAfter(byte[] previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Span<byte> numbers = stackalloc byte[60];
        BinaryPrimitives.WriteInt64BigEndian(numbers, Sequence);
        BinaryPrimitives.WriteUInt128BigEndian(numbers[8..], ChargeId);
        BinaryPrimitives.WriteInt64BigEndian(numbers[24..], Cost.NanoRho);
        BinaryPrimitives.WriteInt64BigEndian(numbers[32..], Cost.FemtoDelta);
        BinaryPrimitives.WriteInt32BigEndian(numbers[40..], Window);
        BinaryPrimitives.WriteInt64BigEndian(numbers[44..], Time.ToUnixTimeMilliseconds());
        // Lengths first: no two entries share a preimage.
        BinaryPrimitives.WriteInt32BigEndian(numbers[52..], Encoding.UTF8.GetByteCount(Consumer));
        BinaryPrimitives.WriteInt32BigEndian(numbers[56..], Encoding.UTF8.GetByteCount(Contract));
        hash.AppendData(numbers);
        foreach (var name in (ReadOnlySpan<string>)[Consumer, Contract, Dataset]) hash.AppendData(Encoding.UTF8.GetBytes(name));
        return hash.GetHashAndReset();
    }
}
