using Benchmarks.Aggregate;
using Benchmarks.Decision;
using Benchmarks.Encrypted;
using Benchmarks.Ledger;
using Benchmarks.Log;
using Benchmarks.Proxy;
using Benchmarks.Quota;
using Benchmarks.Score;

// Each benchmark ends with lines `name value unit`. `bare-proxy` is not for people: the proxy benchmark runs itself so.
switch (args)
{
    case ["proxy"]:
        await ProxyBenchmark.RunAsync(Console.Out);
        return 0;
    case ["quota"]:
        await QuotaBenchmark.RunAsync(Console.Out);
        return 0;
    case ["score"]:
        await ScoreBenchmark.RunAsync(Console.Out);
        return 0;
    case ["encrypted"]:
        await EncryptedBenchmark.RunAsync(Console.Out);
        return 0;
    case ["decision"]:
        await DecisionBenchmark.RunAsync(Console.Out);
        return 0;
    case ["log.append"]:
        await AppendBenchmark.RunAsync(Console.Out);
        return 0;
    case ["log.verify"]:
        await VerifyBenchmark.RunAsync(Console.Out);
        return 0;
    case ["log.proof"]:
        await ProofBenchmark.RunAsync(Console.Out);
        return 0;
    case ["ledger"]:
        await LedgerBenchmark.RunAsync(Console.Out);
        return 0;
    case ["aggregate"]:
        await AggregateBenchmark.RunAsync(Console.Out);
        return 0;
    case ["utility"]:
        await UtilityBenchmark.RunAsync(Console.Out);
        return 0;
    case ["bare-proxy", var address, var socket]:
        await BareProxy.RunAsync(address, socket);
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: dotnet run -c Release --project tests/Benchmarks -- proxy|quota|score|decision|encrypted|log.append|log.verify|log.proof|ledger|aggregate|utility");
        return 2;
}
