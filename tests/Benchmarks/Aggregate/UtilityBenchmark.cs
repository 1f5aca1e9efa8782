using System.Globalization;
using Policies;
using Sandbox.Aggregates;
using Sandbox.Aggregates.Engines;
using Sandbox.Datasets;
using Sandbox.Privacy.Noise;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Plans;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;
using Testing.Processes;

namespace Benchmarks.Aggregate;

/// <summary>
/// How far answers are off what is true with nothing bounded, over how far the noise of their plan alone would put them: on the demo city, by district, each question
/// with ε = 1 of its own.
/// </summary>
internal static class UtilityBenchmark
{
    private const int Residents = 50_000;
    private const int Answers = 400;
    private const long Rho = 500_000_000;
    private const string Column = "monthly_deposit";
    private const decimal Cents = 100;

    public static async Task RunAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("utility-");
        try
        {
            var document = PolicyFolder.Load(Path.Combine(Repository.Root, "policies")).Policies!.Datasets["housing-fund"];
            var import = await new Importer(new ImportProgress(TextWriter.Null), TimeProvider.System).RunAsync(
                new ImportJob(document.Spec, new DemoSource("housing-fund", Residents, 20220930), new string('0', 32), "", folder.FullName, new string('0', 64)), default);
            if (!import.Ok) throw new InvalidOperationException(import.Error);
            using var engine = DuckDbEngine.TryOpen(Path.Combine(folder.FullName, DataLayout.RowsFile), AggregateRunnerOptions.Of(folder.FullName))!;
            var district = document.Spec.Columns.Single(c => c.Name == "district");
            var clause = document.Columns.Single(c => c.Name == Column);
            var spec = document.Spec.Columns.Single(c => c.Name == Column);
            var (low, high) = ((long)(spec.Lower!.Value * Cents), (long)(spec.Upper!.Value * Cents));
            var person = (Low: (long)(clause.SubjectBounds!.Lower * Cents), High: (long)(clause.SubjectBounds.Upper * Cents));
            var price = new GaussianNoise(Rho);
            (Measurement Ranked, Measurement PerSubject, PlanMeasure Shapes, OutputFunction Function)[] questions =
            [
                (new CountRows(null, price), new CountRows(null, price), new PlanMeasure(new RowCountShape(), new RowCountShape()), OutputFunction.Count),
                (new SumOf(Column, low, high, price), new SumOf(Column, person.Low, person.High, price),
                    new PlanMeasure(new SumShape(low, high), new SumShape(person.Low, person.High)), OutputFunction.Sum),
                (new MomentsOf(Column, low, high, 1, price), new MomentsOf(Column, low, high, 1, price),
                    new PlanMeasure(new MomentsShape(low, high, 1), new MomentsShape(low, high, 1)), OutputFunction.Mean),
            ];
            var worst = 0.0;
            foreach (var question in questions)
            {
                var plan = PlanRule.Choose(new PlanFacts(
                    document.Spec.MaxRows, document.Subject.Keep, document.Subject.Groups, KeysConstant: true, WhereConstant: true, district.Domain!.Count, [question.Shapes]));
                var isRanked = plan.Kind == PlanKind.RankedRows;
                var job = BoundJob.TryBind(
                    new AggregateJob(
                        "housing-credit", "housing-fund", new string('0', 32), isRanked ? new RankedRows(plan.Rows) : new PerSubject(plan.Groups, plan.Rows), null,
                        [new PublicKeys("district", [.. district.Domain.Select(d => new TextLiteral(d))])], null,
                        [isRanked ? question.Ranked : question.PerSubject], [new AggregateOutput("x", question.Function, 0)], ReplyClass.Long),
                    document.Spec)!;
                var ratio = await RatioAsync(job, engine, question.Function);
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"utility.{question.Function.ToString().ToLowerInvariant()}_rmse_ratio {ratio:0.000} x"));
                worst = Math.Max(worst, ratio);
            }
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"utility.rmse_ratio_max {worst:0.000} x"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> RatioAsync(BoundJob job, DuckDbEngine engine, OutputFunction function)
    {
        var truth = (await engine.QueryAsync(
                new SqlStatement($"SELECT district, count(*), CAST(sum({Column}) AS VARCHAR), count({Column}) FROM dataset GROUP BY district", []), default))
            .ToDictionary(r => r[0]!, r => (Rows: Number(r[1]), Sum: Number(r[2]), Values: Number(r[3])), StringComparer.Ordinal);
        var exact = await ExactTable.ReadAsync(job, engine, default);
        var adder = new NoiseAdder(new SecureBits());
        var (squares, expected) = (0.0, 0.0);
        for (var answer = 0; answer < Answers; answer++)
        {
            foreach (var row in System.Text.Json.JsonSerializer.Deserialize(AnswerTable.Write(job, NoisyTable.Of(job, exact, adder)), Sandbox.Protocol.ProtocolJson.Default.AggregateAnswer)!.Rows)
            {
                var (rows, sum, values) = truth[row.Keys[0]!];
                var right = function switch { OutputFunction.Count => rows, OutputFunction.Sum => sum, _ => sum / values };
                squares += Math.Pow((double)row.Values[0].Value - right, 2);
                expected += Math.Pow(Theory(job, function, sum / values, values), 2);
            }
        }
        return Math.Sqrt(squares / expected);
    }

    // The noise's standard deviation; of a mean √(σ_S² + θ²σ_N²)/(2N), θ = 2·mean − (lower + upper).
    private static double Theory(BoundJob job, OutputFunction function, double mean, double values)
    {
        var noises = job.Noises[0];
        if (function == OutputFunction.Count) return noises[0].StandardDeviation;
        if (function == OutputFunction.Sum) return noises[0].StandardDeviation / (double)Cents;
        var theta = (2 * mean * (double)Cents) - (double)((MomentsShape)job.Shapes[0]).Centre;
        return Math.Sqrt(Math.Pow(noises[1].StandardDeviation, 2) + Math.Pow(theta * noises[0].StandardDeviation, 2)) / (2 * values) / (double)Cents;
    }

    private static double Number(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);
}
