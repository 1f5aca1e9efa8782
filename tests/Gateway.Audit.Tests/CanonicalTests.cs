using System.Reflection;
using System.Text;
using System.Text.Json;
using Gateway.Audit.Entries;
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
