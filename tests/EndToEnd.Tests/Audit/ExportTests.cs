using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using EndToEnd.Tests.Cities;
using EndToEnd.Tests.Encrypted;
using Gateway.Audit;
using Gateway.Audit.Notes;
using Gateway.Client.Receipts;
using NJsonSchema;
using Testing.Processes;

namespace EndToEnd.Tests.Audit;

/// <summary>The log of a real gateway and its boxed workers, exported and checked as a regulator does it, with the command.</summary>
public sealed class ExportTests(City city) : IDisposable
{
    private readonly GatewayState _state = new();

    private string Bundle => Path.Combine(_state.Root, "bundle.zip");

    private string LogKey => Path.Combine(_state.Log, "log.vkey");

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task Bundle_OfARealGateway_HoldsAndEveryTamperingIsNamed()
    {
        city.SkipUnlessReady();
        await RunGatewayAsync();

        (await Dpg.RunAsync("audit", "verify", Bundle, "--log-key", LogKey)).ShouldContain("The bundle holds");
        (await Dpg.RunAsync("log", "verify", _state.Log, "--key", LogKey)).ShouldContain("Nothing is missing");
        await EveryEntryFitsItsSchemaAsync();

        await IsNamedAsync("entry", "tile/entries", text => text.Replace("credit-granting", "credit-grantinG"));
        await IsNamedAsync("entry", "tile/entries", text => text[..^700]);
        await IsNamedAsync("checkpoint", "tile/0", text => $"{(char)(text[0] ^ 1)}{text[1..]}");
        await IsNamedAsync("tile", "tile/0", _ => null);
        await IsNamedAsync("subjects", "subjects/", text => $"{text[..^1]}{(char)(text[^1] ^ 1)}");
        await IsNamedAsync("checkpoint", "checkpoint", text => text.Replace("gateway.local", "gateway.locaL"));
        await IsNamedAsync("contract", "contracts/", text => text.Replace("\"version\":1", "\"version\":2"));
        await IsNamedAsync("contract", "contracts/", _ => null);
        await IsNamedAsync("bill", "usage/", text => text.Replace("\"calls\":6", "\"calls\":5"));
        await IsNamedAsync("bundle", "usage/", text => text[1..]);
        await IsNamedAsync("bundle", "manifest.json", _ => null);
    }

    private async Task RunGatewayAsync()
    {
        var auditKey = Path.Combine(_state.Root, "audit.key");
        var regulator = (await Dpg.RunAsync("audit", "key", auditKey)).Trim();
        await using var gateway = await city.StartGatewayAsync(_state, s =>
        {
            s["Sandbox:Workers"] = "1";
            s["Log:RegulatorKey"] = regulator;
        });
        var token = await GatewayState.TokenAsync(gateway, _state.Bank, TestContext.Current.CancellationToken);
        using var http = gateway.Client();
        for (var i = 0; i < 5; i++) await AskAsync(http, token, i);
        await AskAsync(http, token, 5, "again");
        var last = await AskAsync(http, token, 5, "again");
        using (var refused = City.ScoreRequest(token, [city.HeldOut[0]]))
        {
            refused.Content = new StringContent("""{"purpose":"marketing","subjects":[{"id":"1"}]}""", Encoding.UTF8, "application/json");
            using var response = await http.SendAsync(refused, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        // Until the last request, and the count that the worker signs within a second of its last job, lie under the checkpoint.
        await Until.TrueAsync(() => IsCoveredAsync(), TimeSpan.FromSeconds(30), "a checkpoint over all entries");
        var client = KeyFiles.Write(_state.Regulator, gateway, _state);
        (await Dpg.RunAsync("audit", "keys", "--audit-key", auditKey, "--key", client)).ShouldNotBeEmpty();
        await IsOfQueryAsync(last, 5, "is of this query", "--audit-key", auditKey, "--key", client);
        await IsOfQueryAsync(last, 4, "Under no key that opens", "--audit-key", auditKey, "--key", client);
        await Dpg.RunAsync("audit", "export", Bundle, "--key", client);
    }

    /// <summary>The regulator tells from an entry and its own key alone whether the entry is of the request that asked about a person.</summary>
    private async Task IsOfQueryAsync(long entry, int person, string said, params string[] keys)
    {
        var file = Path.Combine(_state.Root, "request.json");
        using (var asked = City.ScoreRequest("", [city.HeldOut[person]])) await File.WriteAllBytesAsync(file, await asked.Content!.ReadAsByteArrayAsync());
        var (_, output, errors) = await Dpg.TryAsync(["audit", "query", entry.ToString(CultureInfo.InvariantCulture), file, .. keys]);
        (output + errors).ShouldContain(said);
    }

    private async Task<bool> IsCoveredAsync()
    {
        if (!File.Exists(Path.Combine(_state.Log, "checkpoint")) || !NoteKey.TryParse((await File.ReadAllTextAsync(LogKey)).Trim(), out var key)) return false;
        if (Checkpoint.Open(await File.ReadAllBytesAsync(Path.Combine(_state.Log, "checkpoint")), key) is not { } opened) return false;
        var (requests, counted) = (0, 0L);
        await foreach (var record in AccessLogReader.ReadAsync(_state.Log, 0))
        {
            if (record.Index >= opened.Checkpoint.Size) break;
            if (record.Entry is AccessEntry) requests++;
            if (record.Entry is EventEntry { Event: "worker-counted" } count) counted = Math.Max(counted, long.Parse(count.Facts!["jobs"]));
        }

        return (requests, counted) == (8, 6);
    }

    private async Task<long> AskAsync(HttpClient http, string token, int person, string? key = null)
    {
        using var request = City.ScoreRequest(token, [city.HeldOut[person]], key);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        Receipt.TryParse(response.Headers.GetValues(Receipt.Header).Single(), out var receipt).ShouldBeTrue();
        return receipt!.Index;
    }

    private async Task EveryEntryFitsItsSchemaAsync()
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(Repository.Root, "policies", "schemas", "entry.schema.json"));
        await foreach (var record in AccessLogReader.ReadAsync(_state.Log, 0))
        {
            var text = Encoding.UTF8.GetString(record.Bytes.Span);
            schema.Validate(text).ShouldBeEmpty(text);
        }
    }

    private async Task IsNamedAsync(string name, string file, Func<string, string?> change)
    {
        var tampered = Path.Combine(_state.Root, "tampered.zip");
        File.Copy(Bundle, tampered, overwrite: true);
        using (var zip = ZipFile.Open(tampered, ZipArchiveMode.Update))
        {
            var entry = zip.Entries.First(e => e.FullName.StartsWith(file, StringComparison.Ordinal));
            string text;
            using (var reader = new StreamReader(entry.Open(), Encoding.Latin1)) text = await reader.ReadToEndAsync();
            entry.Delete();
            var changed = change(text);
            changed.ShouldNotBe(text);
            if (changed is not null)
            {
                await using var writer = new StreamWriter(zip.CreateEntry(entry.FullName).Open(), Encoding.Latin1);
                await writer.WriteAsync(changed);
            }
        }

        var (code, output, errors) = await Dpg.TryAsync("audit", "verify", tampered, "--log-key", LogKey);
        code.ShouldNotBe(0, $"{file}\n{output}");
        errors.ShouldContain($"DISCREPANCY {name}", Case.Sensitive, $"{file}\n{errors}");
    }
}
