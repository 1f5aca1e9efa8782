using System.Security.Cryptography;
using Microsoft.ClearScript.JavaScript;

namespace Sandbox.Encryption.Hosting;

/// <summary>
/// The only randomness that SEAL gets: <see cref="RandomNumberGenerator"/>, behind <c>crypto.getRandomValues</c>. A generator that repeats itself would be
/// accepted in silence and give everyone the same key, so what was drawn is counted, and <see cref="SelfTest"/> looks at the count.
/// </summary>
internal sealed class HostRandom
{
    /// <summary>Bytes drawn so far.</summary>
    public long Drawn { get; private set; }

    /// <summary>Fills a script's array.</summary>
    public void Fill(ITypedArray<byte> array)
    {
        array.InvokeWithDirectAccess(address =>
        {
            unsafe
            {
                RandomNumberGenerator.Fill(new Span<byte>((void*)address, checked((int)array.Length)));
            }
        });
        Drawn += checked((long)array.Length);
    }
}
