using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Audit.Entries;
using NJsonSchema;
using Testing.Faults;
using Testing.Processes;

namespace Gateway.Audit.Tests;

/// <summary>The published schema of entries and what is written agree.</summary>
public sealed class EntrySchemaTests
{
    private static readonly string Hash = Convert.ToBase64String(new byte[32]);

    private static readonly AccessEntry Full = TestLog.Entry("t") with
    {
        Outcome = AccessOutcome.Failed, Product = "p", Contract = "c", ContractVersion = 3, ContractSha256 = new string('a', 64), Purpose = "credit-granting",
        Reasons = ["store-unavailable"], Ciphertexts = [Hash], QueryHash = Hash, ResultHash = Hash, Subjects = 2, NanoRho = 1, FemtoDelta = 0, NanoRhoLeft = 5,
        FemtoDeltaLeft = 6, LedgerSequence = 8, LedgerHash = Hash, Model = new string('b', 64), DataVersion = new string('c', 32), WorkerBoot = new string('d', 32),
        WorkerCounter = 7, WorkerLink = Hash, Replay = true, Suppressed = 1,
    };

    [Fact]
    public async Task Schema_EveryEntryThatIsWritten_Fits()
    {
        var schema = await SchemaAsync();
        using var worker = new WorkerLog();
        foreach (var entry in (LogEntry[])[Full, TestLog.Entry("least"), worker.Started(), worker.Job(), worker.Ended(), worker.Later(TimeSpan.Zero)])
            schema.Validate(Text(entry)).ShouldBeEmpty(Text(entry));
    }

    [Fact]
    public async Task Schema_Properties_AreThoseThatAreWritten()
    {
        var written = JsonNode.Parse(Text(Full))!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal);
        (await SchemaAsync()).Definitions["access"].Properties.Keys.Order(StringComparer.Ordinal).ShouldBe(written);
        typeof(AccessEntry).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetValue(Full) is null).Select(p => p.Name)
            .ShouldBe([nameof(AccessEntry.SubjectsRoot), nameof(AccessEntry.SubjectsKey)], ignoreOrder: true, "the log fills these in");
    }

    [Theory]
    [InlineData("outcome", "\"maybe\"")]
    [InlineData("resultHash", "\"c2hvcnQ=\"")]
    [InlineData("contractSha256", "\"AAAA\"")]
    [InlineData("workerCounter", "0")]
    [InlineData("time", "\"2026-03-04T05:06:07Z\"")]
    [InlineData("consumer", null)]
    [InlineData("type", "\"event\"")]
    [InlineData("version", "2")]
    [InlineData("name", "\"\u674e\u96f7\"")]
    public async Task Schema_AnythingElse_IsRefused(string name, string? value)
    {
        var entry = JsonNode.Parse(Text(Full))!.AsObject();
        if (value is null) entry.Remove(name);
        else entry[name] = JsonNode.Parse(value);
        (await SchemaAsync()).Validate(entry.ToJsonString()).ShouldNotBeEmpty();
    }

    private static string Text(LogEntry entry)
    {
        var writer = new CanonicalWriter();
        EntryWriter.Write(writer, entry, entry is AccessEntry { Subjects: not null } ? new SubjectStamp(new string('e', 16), new byte[32]) : null);
        return Encoding.UTF8.GetString(writer.Written);
    }

    private static Task<JsonSchema> SchemaAsync() =>
        JsonSchema.FromFileAsync(Path.Combine(Repository.Root, "policies", "schemas", "entry.schema.json"), TestContext.Current.CancellationToken);
}
