using System.Diagnostics;
using System.Globalization;
using Gateway.Client.Encryption;
using Sandbox.Encryption;
using Sandbox.Protocol.Encrypted;

namespace Benchmarks.Encrypted;

/// <summary>
/// 4,096 applicants with 12 consumer features in one request: the worker's own work from load to save, the whole request through a gateway with its boxed
/// worker, and the same people scored in the clear through the same gateway, in turns. Every answer is opened and compared.
/// </summary>
internal static class EncryptedBenchmark
{
    private const int WarmUp = 15;
    private const int Rounds = 40;

    public static async Task RunAsync(TextWriter output)
    {
        var seal = SealClient.Start();
        using var key = seal.CreateKey();
        var figures = new List<string>();
        await WorkAsync(seal, key, figures);
        await using (var path = await EncryptedPath.StartAsync(seal)) await RequestsAsync(path, key, figures);
        foreach (var figure in figures) await output.WriteLineAsync(figure);
    }

    /// <summary>The worker's arithmetic alone, one job at a time and one a core.</summary>
    private static async Task WorkAsync(SealClient seal, SecretKey key, List<string> figures)
    {
        const int people = CkksParameters.Slots;
        const int features = EncryptedPath.Features;
        var evaluator = SealEvaluator.Start(Environment.ProcessorCount, SealLimits.Default);
        double[] values = [.. Enumerable.Range(0, people * features).Select(i => Math.Sin(i))];
        double[] weights = [.. Enumerable.Range(1, features).Select(i => 40.0 / i)];
        double[] addend = [.. Enumerable.Range(0, people).Select(i => 300.0 + (i % 550))];
        byte[] ciphertexts = [];
        var encryption = await TimeAsync(() =>
        {
            ciphertexts = seal.Encrypt(key, values, features);
            return Task.CompletedTask;
        });
        byte[] sum = [];
        var lone = await TimeAsync(async () => sum = await evaluator.WeightedSumAsync(ciphertexts, weights, addend, CancellationToken.None));
        double[] opened = [];
        var decryption = await TimeAsync(() =>
        {
            opened = seal.Decrypt(key, sum, people);
            return Task.CompletedTask;
        });
        for (var i = 0; i < people; i++)
        {
            var expected = addend[i] + Enumerable.Range(0, features).Sum(f => weights[f] * values[(f * people) + i]);
            if (Math.Abs(opened[i] - expected) > 1e-4) throw new InvalidOperationException("A sum came out wrong.");
        }
        var together = await TimeAsync(() => Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Run(
            async () => await evaluator.WeightedSumAsync(ciphertexts, weights, addend, CancellationToken.None)))));
        figures.Add(Line("encrypted.sandbox_rate", people * Environment.ProcessorCount / together, "scores/s"));
        figures.Add(Line("encrypted.sandbox_rate_one_core", people / lone, "scores/s"));
        figures.Add(Line("encrypted.client_encrypt", encryption * 1e3, "ms"));
        figures.Add(Line("encrypted.client_decrypt", decryption * 1e3, "ms"));
        foreach (var count in (int[])[1, 12, 24])
            foreach (var batch in (int[])[1, 64, people]) figures.Add(await WorkOfAsync(seal, key, evaluator, batch, count));
    }

    /// <summary>The worker's arithmetic for some people and consumer features.</summary>
    private static async Task<string> WorkOfAsync(SealClient seal, SecretKey key, SealEvaluator evaluator, int people, int features)
    {
        var ciphertexts = seal.Encrypt(key, [.. Enumerable.Range(0, people * features).Select(i => Math.Sin(i))], features);
        double[] weights = [.. Enumerable.Range(1, features).Select(i => 40.0 / i)];
        var time = await TimeAsync(async () => await evaluator.WeightedSumAsync(ciphertexts, weights, new double[people], CancellationToken.None));
        return Line($"encrypted.sandbox_ms.{people}x{features}", time * 1e3, "ms");
    }

    private static async Task RequestsAsync(EncryptedPath path, SecretKey key, List<string> figures)
    {
        var (encrypted, clear) = (new List<double>(), new List<double>());
        var question = path.Question(key, CkksParameters.Slots);
        var answerLength = 0;
        for (var round = 0; round < WarmUp + Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await path.AskAsync(question);
            var asked = Stopwatch.GetElapsedTime(started).TotalSeconds;
            started = Stopwatch.GetTimestamp();
            await path.ScoreClearAsync(CkksParameters.Slots);
            var scored = Stopwatch.GetElapsedTime(started).TotalSeconds;
            path.Verify(key, question, answer);
            answerLength = answer.Length;
            if (round < WarmUp) continue;
            encrypted.Add(asked);
            clear.Add(scored);
        }
        figures.Add(Line("encrypted.request_p50", Median.Of(encrypted) * 1e3, "ms"));
        figures.Add(Line("encrypted.clear_ratio", Median.Of(encrypted) / Median.Of(clear), "x"));
        figures.Add(Line("encrypted.bytes_per_applicant", (question.Bytes.Length + answerLength) / (double)CkksParameters.Slots, "B"));
        foreach (var people in (int[])[1, 64, CkksParameters.Slots])
        {
            var few = path.Question(key, people);
            figures.Add(Line($"encrypted.request_p50.{people}", await TimeAsync(() => path.AskAsync(few)) * 1e3, "ms"));
        }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var times = new List<double>(Rounds);
        for (var round = 0; round < WarmUp + Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await work();
            if (round >= WarmUp) times.Add(Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        return Median.Of(times);
    }

    private static string Line(string name, double value, string unit) => string.Create(CultureInfo.InvariantCulture, $"{name} {value:0.###} {unit}");
}
