using System.Runtime.InteropServices;
using Microsoft.ClearScript;
using Microsoft.ClearScript.JavaScript;
using Microsoft.ClearScript.V8;

namespace Sandbox.Encryption.Hosting;

/// <summary>Bytes and numbers in and out of a host, one copy each way.</summary>
internal sealed class HostArrays(V8ScriptEngine engine)
{
    private readonly ScriptObject _newBytes = (ScriptObject)engine.Evaluate("n => new Uint8Array(n)");
    private readonly ScriptObject _newDoubles = (ScriptObject)engine.Evaluate("n => new Float64Array(n)");

    public ITypedArray<byte> Copy(ReadOnlySpan<byte> bytes) => Fill((ITypedArray<byte>)_newBytes.InvokeAsFunction(bytes.Length), bytes);

    public ITypedArray<double> Copy(ReadOnlySpan<double> numbers) =>
        Fill((ITypedArray<double>)_newDoubles.InvokeAsFunction(numbers.Length), numbers);

    /// <summary>Copies a script's array out and wipes it.</summary>
    public static byte[] Take(ITypedArray<byte> array, bool pinned = false)
    {
        var bytes = pinned ? GC.AllocateUninitializedArray<byte>(checked((int)array.Length), pinned: true) : new byte[array.Length];
        Access<byte>(array, source =>
        {
            source.CopyTo(bytes);
            source.Clear();
        });
        return bytes;
    }

    /// <summary>Copies a script's array out and wipes it.</summary>
    public static double[] Take(ITypedArray<double> array)
    {
        var numbers = new double[array.Length];
        Access<double>(array, source =>
        {
            source.CopyTo(numbers);
            source.Clear();
        });
        return numbers;
    }

    private static ITypedArray<T> Fill<T>(ITypedArray<T> array, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        unsafe
        {
            fixed (T* from = values)
            {
                var source = (IntPtr)from;
                var length = values.Length;
                Access<T>(array, target => new ReadOnlySpan<T>((void*)source, length).CopyTo(target));
            }
        }
        return array;
    }

    private static void Access<T>(ITypedArray array, AccessArray<T> access)
        where T : unmanaged =>
        array.InvokeWithDirectAccess(address =>
        {
            unsafe
            {
                access(MemoryMarshal.Cast<byte, T>(new Span<byte>((void*)address, checked((int)array.Size))));
            }
        });

    private delegate void AccessArray<T>(Span<T> elements)
        where T : unmanaged;
}
