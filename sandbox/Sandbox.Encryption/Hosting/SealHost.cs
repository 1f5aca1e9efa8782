using Microsoft.ClearScript;
using Microsoft.ClearScript.JavaScript;
using Microsoft.ClearScript.V8;
using Sandbox.Protocol.Encrypted;

namespace Sandbox.Encryption.Hosting;

/// <summary>
/// One V8 isolate with one instance of SEAL: one caller at a time. It is never disposed of, as that can crash or hang the process; it lives as long as
/// the process does. The script sees nothing of .NET but the random source, and an evaluator's script sees that only until SEAL has proved its
/// parameters' primes with it.
/// </summary>
internal sealed class SealHost
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);

    private readonly V8ScriptEngine _engine;
    private readonly HostArrays _arrays;
    private readonly ScriptObject _role;
    private readonly ScriptObject _inspect;

    /// <summary>Starts a host: half a second for the first of a process, less for the next.</summary>
    /// <exception cref="SealUnavailableException">SEAL does not start here.</exception>
    public SealHost(SealFiles files, SealRole role, SealLimits limits)
    {
        try
        {
            var runtime = new V8Runtime(new V8RuntimeConstraints { MaxOldSpaceSize = limits.ScriptMegabytes, MaxNewSpaceSize = 16 });
            _engine = runtime.CreateScriptEngine(V8ScriptEngineFlags.EnableTaskPromiseConversion | V8ScriptEngineFlags.DisableGlobalMembers);
            _arrays = new HostArrays(_engine);
            GiveRandom();
            AddModules(files, role);
            (_role, _inspect) = Boot(files, role, limits);
        }
        catch (Exception exception) when (exception is ScriptEngineException or TypeLoadException or DllNotFoundException or AggregateException or TimeoutException)
        {
            throw new SealUnavailableException($"SEAL does not start in V8: {exception.GetBaseException().Message}", "build again on x86-64 Linux with glibc");
        }
    }

    /// <summary>What was drawn of the random source.</summary>
    public HostRandom Random { get; } = new();

    /// <summary>A call stopped in the middle: what the host would do next is unknown.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Bytes of WebAssembly's memory. It never shrinks.</summary>
    public long MemoryBytes => Convert.ToInt64(_inspect.InvokeMethod("memoryBytes"), null);

    /// <summary>Objects of C++ that a call has not given back: 0 between calls.</summary>
    public int LiveObjects => Convert.ToInt32(_inspect.InvokeMethod("liveObjects"), null);

    /// <summary>Whether the scripts can draw random bytes.</summary>
    public bool HasRandomSource => (bool)_inspect.InvokeMethod("hasRandom");

    /// <summary>A script's copy of bytes; dispose of it.</summary>
    /// <exception cref="SealTrapException">Time ran out; the host must not be called again.</exception>
    public ITypedArray<byte> Copy(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return _arrays.Copy(bytes);
        }
        catch (Exception exception) when (IsScripts(exception))
        {
            throw Broken(exception);
        }
    }

    /// <summary>A script's copy of numbers; dispose of it.</summary>
    /// <exception cref="SealTrapException">Time ran out; the host must not be called again.</exception>
    public ITypedArray<double> Copy(ReadOnlySpan<double> numbers)
    {
        try
        {
            return _arrays.Copy(numbers);
        }
        catch (Exception exception) when (IsScripts(exception))
        {
            throw Broken(exception);
        }
    }

    /// <summary>Calls the role's script. A failure says whether the host can go on.</summary>
    /// <exception cref="SealRefusedException">SEAL refused its input; the host is sound.</exception>
    /// <exception cref="SealTrapException">Anything else; the host must not be called again.</exception>
    public object Call(string method, params object[] arguments)
    {
        try
        {
            return _role.InvokeMethod(method, arguments);
        }
        catch (ScriptEngineException exception) when (exception.Message.StartsWith("SealError: ", StringComparison.Ordinal))
        {
            throw new SealRefusedException(exception.Message["SealError: ".Length..]);
        }
        catch (Exception exception) when (IsScripts(exception))
        {
            throw Broken(exception);
        }
    }

    /// <summary>
    /// Stops the script that runs, from another thread, within milliseconds: its call ends with a <see cref="SealTrapException"/>. Between two scripts it
    /// stops nothing, so it is called until the caller has given up.
    /// </summary>
    public void Interrupt()
    {
        IsBroken = true;
        _engine.Interrupt();
    }

    private static bool IsScripts(Exception exception) => exception is ScriptEngineException or ScriptInterruptedException;

    private SealTrapException Broken(Exception exception)
    {
        IsBroken = true;
        return new SealTrapException("SEAL stopped in the middle of a call.", exception);
    }

    private void GiveRandom()
    {
        var give = (ScriptObject)_engine.Evaluate("fill => { globalThis.crypto = { getRandomValues(view) { fill(view); return view; } }; }");
        give.InvokeAsFunction(new Action<ITypedArray<byte>>(Random.Fill));
    }

    private void AddModules(SealFiles files, SealRole role)
    {
        foreach (var (name, text) in ((string, string)[])
            [("./seal_throws.js", files.Glue), ("./core.js", files.Core), ("./boot.js", files.Boot), (role is SealRole.Client ? "./client.js" : "./evaluator.js", files.Role)])
        {
            _engine.DocumentSettings.AddSystemDocument(name, ModuleCategory.Standard, text);
        }
    }

    private (ScriptObject Role, ScriptObject Inspect) Boot(SealFiles files, SealRole role, SealLimits limits)
    {
        _engine.Evaluate(new DocumentInfo("start") { Category = ModuleCategory.Standard }, $$"""
            import { boot } from './boot.js';
            import { {{role}} } from './{{(role is SealRole.Client ? "client" : "evaluator")}}.js';
            globalThis.start = async settings => {
              const { core, memoryBytes } = await boot(settings);
              {{(role is SealRole.Client ? "" : "delete globalThis.crypto;")}}
              return { role: new {{role}}(core), inspect: { memoryBytes, liveObjects: () => core.live, hasRandom: () => 'crypto' in globalThis } };
            };
            """);
        var settings = (ScriptObject)_engine.Evaluate("({})");
        settings["wasm"] = _arrays.Copy(files.Wasm);
        settings["memoryLimit"] = (double)limits.MemoryBytes;
        settings["degree"] = CkksParameters.Degree;
        settings["bits"] = _engine.Evaluate($"[{string.Join(',', CkksParameters.CoefficientBits.ToArray())}]");
        settings["scaleBits"] = CkksParameters.ScaleBits;
        var started = (Task<object>)((ScriptObject)_engine.Evaluate("start")).InvokeAsFunction(settings);
        if (!started.Wait(StartPatience)) throw new TimeoutException("it took more than a minute");
        var parts = (ScriptObject)started.Result;
        return ((ScriptObject)parts["role"], (ScriptObject)parts["inspect"]);
    }
}
