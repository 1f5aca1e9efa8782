using System.Globalization;
using System.Text;
using Gateway.Cli.Language;
using Gateway.Cli.Scores.Batch;
using Gateway.Client.Receipts;
using Gateway.Client.Scores;

namespace Gateway.Tests.Cli;

/// <summary>A batch run against a gateway that remembers which keys it has charged, and gives each key the same bytes for ever.</summary>
internal sealed class BatchBed : IDisposable
{
    public const int Rows = 23;
    private readonly string _folder = Directory.CreateTempSubdirectory("batch-").FullName;
    private readonly Dictionary<string, (string Body, ScoreReply Reply)> _answers = new(StringComparer.Ordinal);

    public BatchBed() => File.WriteAllText(
        Request.Input, "id,income\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"p{i},{i}\n"))));

    public static Texts Texts { get; } = new(chinese: false);

    public BatchRequest Request => new("p", "x", null, null, null, Path.Combine(_folder, "in.csv"), Path.Combine(_folder, "out.csv"), 4, 3);

    /// <summary>Subjects charged so far: each key once.</summary>
    public int Charged => _answers.Values.Sum(a => a.Reply.Answer.Scores.Count);

    public List<string> Asked { get; } = [];

    /// <summary>The output of a run that nothing interrupts.</summary>
    public static string Expected { get; } = "id,score,band,reason1,reason2,reason3,receipt\n" + string.Concat(
        Enumerable.Range(0, Rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"P{i},{600 + i},C,r,,,{i / 4}\n")));

    public async Task RunAsync(Func<string, bool>? fails = null, BatchRequest? request = null)
    {
        using var people = PeopleFile.Open(Request.Input, ["income"], Texts);
        await new BatchRun(request ?? Request, people, (ask, key, _) => ScoreAsync(ask, key, fails), Texts, _ => { }).RunAsync(TestContext.Current.CancellationToken);
    }

    public string Output => File.ReadAllText(Request.Output);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<ScoreReply> ScoreAsync(ScoreRequest ask, string key, Func<string, bool>? fails)
    {
        await Task.Yield();
        lock (_answers)
        {
            Asked.Add(key);
            var body = string.Join(' ', ask.Subjects.Select(s => $"{s.Id}={s.Features!["income"]}"));
            if (_answers.TryGetValue(key, out var known))
            {
                known.Body.ShouldBe(body, "one idempotency key came with two requests");
                return known.Reply;
            }

            var scores = ask.Subjects.Select(s => new SubjectScore(s.Id, 600 + (int)s.Features!["income"]!.Value, "C", ["r"])).ToList();
            var first = (long)ask.Subjects[0].Features!["income"]!.Value;
            var reply = new ScoreReply(
                new ScoreAnswer("p", "m", "v", scores), Encoding.UTF8.GetBytes(body), new Receipt(first / 4, new byte[32], new byte[32], "o"), key);

            // The gateway has charged and stored before its answer is lost on the way.
            _answers.Add(key, (body, reply));
            return fails?.Invoke(ask.Subjects[0].Id) == true ? throw new IOException("The answer was lost.") : reply;
        }
    }
}
