using System.Buffers.Binary;
using System.Text;
using Gateway.Audit.Hashing;
using Gateway.Stores;
using Sandbox.Protocol;

namespace Gateway.Quotas;

/// <summary>
/// What stands for a person in counters: 128 bits of a keyed hash of period and id, so that no counter names anybody, and nobody can be followed
/// from one day to the next by them. All gateways that count together share the key.
/// </summary>
internal sealed class SubjectTags
{
    private const string Secret = "quota-subjects";
    private MacKey? _key;

    /// <summary>Fetches the key; before the first request.</summary>
    public async Task PrepareAsync(SharedSecrets secrets, CancellationToken cancellation) => _key = new MacKey(await secrets.GetAsync(Secret, cancellation));

    /// <summary>Tags by a key of one's own.</summary>
    public static SubjectTags Of(byte[] key) => new() { _key = new MacKey(key) };

    /// <summary>The tag of a person in a period.</summary>
    public UInt128 Of(int period, SubjectId subject)
    {
        var key = _key ?? throw new StoreUnavailableException("quota");
        Span<byte> text = stackalloc byte[sizeof(int) + SubjectId.MaxLength];
        BinaryPrimitives.WriteInt32BigEndian(text, period);
        var length = sizeof(int) + Encoding.ASCII.GetBytes(subject.Value, text[sizeof(int)..]);
        Span<byte> hash = stackalloc byte[Digest.Size];
        key.Of(text[..length], hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
