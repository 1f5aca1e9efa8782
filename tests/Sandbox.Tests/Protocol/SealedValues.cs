using System.Security.Cryptography;
using Sandbox.Protocol.Permits;
using Sandbox.Protocol.Releases;
using Sandbox.Protocol.Workers;

namespace Sandbox.Tests.Protocol;

internal static class SealedValues
{
    public static readonly PermitKey Key = new(Enumerable.Range(1, PermitKey.Size).Select(i => (byte)i).ToArray());

    public static readonly PermitKey OtherKey = new(Enumerable.Range(2, PermitKey.Size).Select(i => (byte)i).ToArray());

    public static readonly byte[] BootId = [.. Enumerable.Range(100, PermitKey.BootIdSize).Select(i => (byte)i)];

    public static readonly byte[] Salt = [.. Enumerable.Range(50, SaltedHash.SaltSize).Select(i => (byte)i)];

    public static Permit Permit(DateTimeOffset expires, byte[]? job = null, UInt128? nonce = null, WorkerKind kind = WorkerKind.Scores) =>
        new(kind, BootId, nonce ?? 42, expires, SHA256.HashData(job ?? "job"u8), Salt);

    public static Release Release() => new(BootId, 7, 42, SaltedHash.Of(Salt, "answer"u8), SHA256.HashData("link"u8));

    /// <summary>Every header that differs from this one in one character.</summary>
    public static IEnumerable<string> Alterations(string header)
    {
        for (var i = 0; i < header.Length; i++)
        {
            var altered = header.ToCharArray();
            altered[i] = altered[i] == 'A' ? 'B' : 'A';
            yield return new string(altered);
        }
    }
}
