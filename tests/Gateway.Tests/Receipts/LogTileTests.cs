using System.Net;
using Gateway.Audit.Notes;

namespace Gateway.Tests.Receipts;

public sealed class LogTileTests
{
    [Fact]
    public async Task Log_CheckpointAndHashes_AreForEverybody()
    {
        await using var host = await PublishedHost.StartAsync();
        var note = await host.Surface.Client.GetByteArrayAsync("/log/checkpoint", TestContext.Current.CancellationToken);
        Checkpoint.Open(note, host.Log.VerifierKey)!.Value.Checkpoint.Size.ShouldBe(6);
        var tile = await host.Surface.Client.GetByteArrayAsync("/log/tile/0/000.p/6", TestContext.Current.CancellationToken);
        tile.Length.ShouldBe(6 * 32);
    }

    [Fact]
    public async Task Log_Entries_AreForTheRegulatorOnly()
    {
        await using var host = await PublishedHost.StartAsync();
        (await StatusAsync(host, "/log/tile/entries/000.p/6", null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(host, "/log/tile/entries/000.p/6", "bank-ccb")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(host, "/log/tile/entries/000.p/6", "regulator")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Log_SubjectHashes_AreForTheRegulatorOnly()
    {
        await using var host = await PublishedHost.StartAsync();
        (await StatusAsync(host, "/log/subjects/000", null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(host, "/log/subjects/000", "bank-ccb")).ShouldBe(HttpStatusCode.Forbidden);
        using var response = await host.Surface.GetAsync("/log/subjects/000", "regulator");
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length.ShouldBeGreaterThanOrEqualTo(6 * sizeof(int));
        (await StatusAsync(host, "/log/subjects/%2e%2e/log.key", "regulator")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(host, "/log/subjects/001", "regulator")).ShouldBe(HttpStatusCode.NotFound);
    }

    /// <summary>What has aged lies in the archive, and is served under its name as before.</summary>
    [Fact]
    public async Task Log_Archived_IsServedAsBefore()
    {
        await using var host = await PublishedHost.StartAsync(entries: 300);
        string[] names = ["/log/tile/0/000", "/log/tile/entries/000", "/log/subjects/000"];
        var before = await BytesAsync();
        (await host.Log.AgeAsync(TimeProvider.System.GetUtcNow().AddYears(10))).Bundles.ShouldBe(1);
        (await BytesAsync()).ShouldBe(before);

        async Task<List<string>> BytesAsync()
        {
            var bytes = new List<string>();
            foreach (var name in names)
            {
                using var response = await host.Surface.GetAsync(name, "regulator");
                response.StatusCode.ShouldBe(HttpStatusCode.OK, name);
                bytes.Add(Convert.ToBase64String(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
            }

            return bytes;
        }
    }

    [Theory]
    [InlineData("/log/tile/0/001")]
    [InlineData("/log/tile/0/..%2f..%2flog.key")]
    [InlineData("/log/tile/0/%2e%2e/entries/000.p/6")]
    [InlineData("/log/tile/../log.key")]
    [InlineData("/log/tile/64/000")]
    [InlineData("/log/tile/00/000.p/6")]
    [InlineData("/log/tile/Entries/000.p/6")]
    [InlineData("/log/tile/0/000.p/256")]
    [InlineData("/log/tile/0/000.p/6%0a")]
    [InlineData("/log/log.key")]
    public async Task Log_AnythingElse_IsNotFound(string path)
    {
        await using var host = await PublishedHost.StartAsync();
        (await StatusAsync(host, path, null)).ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.Unauthorized);
    }

    private static async Task<HttpStatusCode> StatusAsync(PublishedHost host, string path, string? client)
    {
        using var response = await host.Surface.GetAsync(path, client);
        return response.StatusCode;
    }
}
