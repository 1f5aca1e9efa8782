using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sandbox.Privacy.Accounting;
using Testing;
using Testing.Statistics;

namespace EndToEnd.Tests.Aggregates;

/// <summary>What whole questions over HTTP tell of one person, through every step of the path.</summary>
public sealed partial class WholeQueryTests
{
    private const int Callers = 48;

    // ε = 0.5 of a document.
    private const double Rho = 0.125;

    private const string With = "hamlet-with";
    private const string Without = "hamlet-without";
    private const string Crowd = "hamlet-crowd";

    private static readonly HashSet<string> Named = new(StringComparer.OrdinalIgnoreCase) { "Receipt", "Content-Digest", "Content-Length", "Date" };

    private static readonly string[] Others = [.. Enumerable.Range(1, 40).Select(i => $"P{i},0,50,north")];

    [Fact]
    public async Task Answers_OnNeighbours_LoseNoMoreThanTheirPrice()
    {
        var runs = Length.Of(shortForm: 120, full: 300);
        var seen = new Dictionary<string, ConcurrentBag<double>> { [With] = [], [Without] = [], [Crowd] = [] };

        // A hamlet's budget allows no more runs than that: it is a new one each time.
        for (var round = 0; round < Length.Of(shortForm: 1, full: 8); round++)
        {
            await using var hamlet = await Hamlet.StartAsync(
                (Without, Others), (With, [.. Others, .. Rows("VICTIM")]), (Crowd, [.. Others, .. Enumerable.Range(0, 4).SelectMany(i => Rows($"VICTIM{i}"))]));
            var questions = seen.Keys.SelectMany(product => Enumerable.Range(1, 2 * runs), (product, number) => (product, number)).OrderBy(q => q.number);
            await Parallel.ForEachAsync(questions, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (question, _) =>
            {
                // Each is another question, about the same rows.
                var reply = await hamlet.AskAsync(question.product, $"SELECT COUNT(*), SUM(amount) FROM {{0}} WHERE serial <= {question.number}");
                reply.Status.ShouldBe(HttpStatusCode.OK, reply.Body);
                var values = JsonNode.Parse(reply.Body)!["rows"]![0]!["values"]!.AsArray().Select(v => (double)v!["value"]!).ToList();

                // The victim adds 3 to the one and 300 to the other, whose noises are in the same proportion: their sum tells best.
                seen[question.product].Add(values[0] + (values[1] / 100));
            });
        }

        double Excess(string product)
        {
            double[] Half(string of, int half) => [.. seen[of].Where((_, i) => i % 2 == half)];
            return LossAudit.Excess(Half(product, 0), Half(Without, 0), Half(product, 1), Half(Without, 1), e => Conversion.Delta(Rho, e));
        }
        Excess(With).ShouldBeLessThanOrEqualTo(0);
        Excess(Crowd).ShouldBeGreaterThan(0, "the control: four people are more than the price of one, and are found out");
    }

    [Fact]
    public async Task Answers_OnNeighboursThatOnlyTheVictimTellsApart_AreAlikeInAllButTheNoise()
    {
        // Alone in the south, with the only amount there: without the victim its group has no rows, no mean, no median.
        await using var hamlet = await Hamlet.StartAsync((Without, Others), (With, [.. Others, "VICTIM,0,100,south", "VICTIM,0,,south"]));
        string[] questions =
        [
            "SELECT place, COUNT(*), COUNT(DISTINCT SUBJECT), SUM(amount), AVG(amount), VARIANCE(amount), MEDIAN(amount) FROM {0} GROUP BY place",
            "SELECT AVG(amount) FROM {0} WHERE amount > 99",
            "SELECT VARIANCE(amount), MEDIAN(amount) FROM {0} WHERE amount IS NULL",
            "SELECT COUNT(*) FROM {0} WHERE serial = 7",
            "SELECT SUM(serial) FROM {0}",
            "SELECT AVG(amount / 0) FROM {0}",
        ];
        foreach (var question in questions)
        {
            var (with, without) = (await hamlet.AskAsync(With, question), await hamlet.AskAsync(Without, question));
            Alike(with).ShouldBe(Alike(without), question);
        }

        // The control: what differs in the question does show.
        Alike(await hamlet.AskAsync(With, "SELECT COUNT(*) FROM {0} WHERE serial = 8"))
            .ShouldNotBe(Alike(await hamlet.AskAsync(With, "SELECT COUNT(*), SUM(amount) FROM {0} WHERE serial = 8")));
    }

    private static IEnumerable<string> Rows(string victim) => Enumerable.Repeat($"{victim},0,100,north", 3);

    // Status, headers and body, without what names the one or the other, what the clock says and the numbers that have noise.
    private static string Alike(Hamlet.Reply reply)
    {
        var headers = reply.Headers.Where(h => !Named.Contains(h.Key)).OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {Changing().Replace(h.Value, "")}");
        var text = string.Join('\n', headers.Prepend(((int)reply.Status).ToString(CultureInfo.InvariantCulture)).Append(Shape(JsonNode.Parse(reply.Body))));
        return text.Replace(Without, "", StringComparison.Ordinal).Replace(With, "", StringComparison.Ordinal);
    }

    private static string Shape(JsonNode? node) => node switch
    {
        JsonObject of => $"{{{string.Join(',', of.Where(m => m.Key is not ("traceId" or "dataVersion" or "requestId")).Select(m => $"{m.Key}:{Shape(m.Value)}"))}}}",
        JsonArray list => $"[{string.Join(',', list.Select(Shape))}]",
        JsonValue value when value.TryGetValue<decimal>(out _) => "number",
        _ => node?.ToJsonString() ?? "null",
    };

    // A charge's place in the ledger, which all contracts share, and the seconds until a quota begins anew.
    [GeneratedRegex(", ledger=[0-9]+|;t=[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Changing();
}
