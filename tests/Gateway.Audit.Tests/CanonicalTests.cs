using System.Reflection;
using System.Text;
using System.Text.Json;
using Gateway.Audit.Entries;
using Gateway.Audit.Reading;
using Testing.Faults;

namespace Gateway.Audit.Tests;

public sealed class CanonicalTests
{
    private static readonly AccessEntry Full = TestLog.Entry("quote \" slash \\ / tab \t bell \u0007 unit \u001f del \u007f 郑州 😀") with
    {
        Outcome = AccessOutcome.Refused,
        Product = "housing-credit",
        Contract = "c",
        ContractVersion = 3,
        ContractSha256 = "h",
        Purpose = "credit-granting",
        Reasons = ["quota-exhausted", "b"],
        Ciphertexts = ["f/+=", "g"],
        QueryHash = "q",
        ResultHash = "r",
        Subjects = 2,
        NanoRho = CanonicalWriter.MaxInteger,
        FemtoDelta = 0,
        NanoRhoLeft = 5,
        FemtoDeltaLeft = 6,
        LedgerSequence = 8,
        LedgerHash = "l",
        WorkerLink = "k",
        Model = "m",
        DataVersion = "d",
        WorkerBoot = "w",
        WorkerCounter = 7,
        Replay = true,
        Suppressed = 4,
    };

    [Fact]
    public async Task Entry_EveryEntry_IsCanonicalByAnIndependentCanonicaliser()
    {
        foreach (var record in await RoundTripAsync())
        {
            using var json = JsonDocument.Parse(record.Bytes);
            Encoding.UTF8.GetString(record.Bytes.Span).ShouldBe(Canonical(json.RootElement));
        }
    }

    [Fact]
    public async Task Entry_EveryProperty_ComesBackAsWritten()
    {
        var read = (AccessEntry)(await RoundTripAsync())[0].Entry;
        foreach (var property in typeof(AccessEntry).GetProperties(BindingFlags.Public | BindingFlags.Instance))
            property.GetValue(read).ShouldNotBeNull(property.Name);
        read.Reasons.ShouldBe(Full.Reasons);
        read.Ciphertexts.ShouldBe(Full.Ciphertexts);
        (read with { SubjectsRoot = null, SubjectsKey = null, Reasons = Full.Reasons, Ciphertexts = Full.Ciphertexts }).ShouldBe(Full);
    }

    [Theory]
    [InlineData("as written", "", "", true)]
    [InlineData("a name of a later version", "\"purpose\":", "\"purposeOther\":{\"a\":[1,{}]},\"queryHash\":", true)]
    [InlineData("names out of their order", "\"operation\":\"scores\",\"outcome\":\"granted\"", "\"outcome\":\"granted\",\"operation\":\"scores\"", false)]
    [InlineData("a name twice", "\"subjects\":1", "\"subjects\":1,\"subjects\":2", false)]
    [InlineData("an escaped name", "\"operation\"", "\"\\u006fperation\"", false)]
    [InlineData("null", "\"purpose\":\"p\"", "\"purpose\":null", false)]
    [InlineData("a fraction", "\"subjects\":1", "\"subjects\":1.5", false)]
    [InlineData("a number of too many digits", "\"subjects\":1", "\"subjects\":11111111111", false)]
    [InlineData("another type of value", "\"purpose\":\"p\"", "\"purpose\":[\"p\"]", false)]
    [InlineData("a number for a text that many entries share", "\"operation\":\"scores\"", "\"operation\":5", false)]
    [InlineData("an empty text that many entries share", "\"operation\":\"scores\"", "\"operation\":\"\"", true)]
    [InlineData("another outcome", "granted", "perhaps", false)]
    [InlineData("another kind", "\"access\"", "\"excess\"", false)]
    [InlineData("no consumer", "\"consumer\":\"c\",", "", false)]
    [InlineData("no time", "\"time\":\"2026-03-04T05:06:07.0000000Z\",", "", false)]
    [InlineData("a day for a time", "05:06:07.0000000Z", "", false)]
    [InlineData("something after it", "}", "} 1", false)]
    [InlineData("no end", "}", "", false)]
    public void Entry_NotCanonical_IsNone(string what, string part, string instead, bool isOne)
    {
        const string written =
            """{"consumer":"c","operation":"scores","outcome":"granted","purpose":"p","subjects":1,"time":"2026-03-04T05:06:07.0000000Z","type":"access","version":1}""";
        written.ShouldContain(part);
        var changed = part.Length == 0 ? written : written.Replace(part, instead);
        (EntryParser.Parse(Encoding.UTF8.GetBytes(changed)) is AccessEntry { Consumer: "c", Subjects: 1 }).ShouldBe(isOne, what);
    }

    [Fact]
    public void Entry_OfTextsThatManyShare_HasItsOwn()
    {
        // More than are kept, one after another and side by side; plain ones, some of other letters, one too long to be shared.
        string[] names = [.. Enumerable.Range(0, 2_000).Select(i => $"银行-{i}"), .. Enumerable.Range(0, 2_000).Select(i => $"bank-{i}"), new string('b', 65)];
        Parallel.For(0, 4 * names.Length, i =>
        {
            var name = names[i % names.Length];
            var bytes = Encoding.UTF8.GetBytes($$"""{"consumer":"{{name}}","operation":"scores","outcome":"granted","time":"2026-03-04T05:06:07Z","type":"access","version":1}""");
            EntryParser.Parse(bytes).ShouldBeOfType<AccessEntry>().Consumer.ShouldBe(name);
        });
    }

    [Theory]
    [InlineData("{\"event\":\"e\",\"facts\":{\"b\":\"1\",\"a\":\"2\"},\"time\":\"2026-03-04T05:06:07Z\",\"type\":\"event\",\"version\":1}", true)]
    [InlineData("{\"event\":\"e\",\"facts\":{\"a\":\"1\",\"a\":\"2\"},\"time\":\"2026-03-04T05:06:07Z\",\"type\":\"event\",\"version\":1}", false)]
    [InlineData("{\"event\":\"e\",\"facts\":{\"a\":1},\"time\":\"2026-03-04T05:06:07Z\",\"type\":\"event\",\"version\":1}", false)]
    [InlineData("{\"event\":\"\\ud800\",\"time\":\"2026-03-04T05:06:07Z\",\"type\":\"event\",\"version\":1}", false)]
    [InlineData("{\"facts\":{},\"time\":\"2026-03-04T05:06:07Z\",\"type\":\"event\",\"version\":1}", false)]
    [InlineData("[]", false)]
    [InlineData("", false)]
    public void Event_NotCanonical_IsNone(string text, bool isOne) => (EntryParser.Parse(Encoding.UTF8.GetBytes(text)) is EventEntry).ShouldBe(isOne);

    [Fact]
    public async Task Append_TooLargeOrNotText_IsRefusedAndHarmsNothing()
    {
        var files = new FaultyFiles(null, 0);
        using var log = new TestLog().Open(files);
        await Should.ThrowAsync<ArgumentException>(async () => await log.AppendAsync(TestLog.Entry(new string('x', 65_500)), [], default));
        await Should.ThrowAsync<ArgumentException>(async () => await log.AppendAsync(TestLog.Entry("\ud800"), [], default));
        (await log.AppendAsync(TestLog.Entry("fine"), [], default)).Index.ShouldBe(0);
    }

    private static async Task<List<LogRecord>> RoundTripAsync()
    {
        var files = new FaultyFiles(null, 0);
        using (var log = new TestLog().Open(files))
        {
            await log.AppendAsync(Full, ["P-1", "P-2"], default);
            await log.AppendAsync(TestLog.Entry("bare"), [], default);
            var facts = new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "1", ["a\n"] = "2", ["B"] = "3", ["é"] = "4" };
            await log.AppendAsync(new EventEntry { Time = Full.Time, Event = "gateway-started", Facts = facts }, [], default);
        }

        var records = await TestLog.ReadAllAsync(files);
        records.Count.ShouldBe(3);
        return records;
    }

    private static string Canonical(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', element.EnumerateObject()
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => Canonical(p.Name) + ":" + Canonical(p.Value))) + "}",
        JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(Canonical)) + "]",
        JsonValueKind.String => Canonical(element.GetString()!),
        JsonValueKind.Number => element.GetInt64().ToString(),
        _ => element.GetRawText(),
    };

    private static string Canonical(string text) => "\"" + string.Concat(text.Select(c => c switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        < ' ' => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    })) + "\"";
}
