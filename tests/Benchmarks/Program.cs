using Benchmarks.Score;

// Each benchmark ends with lines `name value unit`.
switch (args)
{
    case ["score"]:
        await ScoreBenchmark.RunAsync(Console.Out);
        return 0;
    default:
        await Console.Error.WriteLineAsync("usage: dotnet run -c Release --project tests/Benchmarks -- score");
        return 2;
}
