using System.Net;
using Gateway.Audit;

namespace Gateway.Tests.Alerts;

public sealed class AlertWatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("alerts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Watch_Restarted_AlertsOfNothingTwice()
    {
        await using (var host = await AlertHost.StartAsync(_folder))
        {
            await host.RefuseAsync("bank-a", "bank-b");
            (await host.AlertsAsync(2)).Select(a => a.GetProperty("about").GetString()).ShouldBe(["bank-a", "bank-b"]);
        }

        await using var again = await AlertHost.StartAsync(_folder);
        await again.RefuseAsync("bank-c");
        (await again.AlertsAsync(3)).Length.ShouldBe(3);
        (await again.EventsAsync()).ShouldBe(["alert-rules", "alert-raised", "alert-raised", "alert-raised"], "rules, and each alert once");
    }

    [Fact]
    public async Task Watch_StoppedBeforeAnAlertWasWritten_WritesItAfterTheRestart()
    {
        await using (var host = await AlertHost.StartAsync(_folder)) await host.RefuseAsync();
        await using (var host = await AlertHost.StartAsync(_folder, new ClosedLog()))
        {
            await host.RefuseAsync("bank-a");
            for (var i = 0; i < 10; i++) host.Surface.Time.Advance(TimeSpan.FromSeconds(1));
            (await host.EventsAsync()).ShouldNotContain("alert-raised");
        }

        await using var again = await AlertHost.StartAsync(_folder);
        (await again.AlertsAsync(1)).Single().GetProperty("about").GetString().ShouldBe("bank-a");
    }

    [Fact]
    public async Task Alert_Acknowledged_IsRecordedWithWhoAndWhyAndStaysSo()
    {
        long index;
        await using (var host = await AlertHost.StartAsync(_folder))
        {
            await host.RefuseAsync("bank-a");
            index = (await host.AlertsAsync(1)).Single().GetProperty("index").GetInt64();
            foreach (var other in (string[])["bank-ccb", "author-one", "approver-one", "platform-one"])
            {
                (await AckAsync(host, index, other, "looked into")).ShouldBe(HttpStatusCode.Forbidden, other);
                using var list = await host.Surface.GetAsync("/v1/audit/alerts", other);
                list.StatusCode.ShouldBe(HttpStatusCode.Forbidden, other);
            }

            (await AckAsync(host, index, "regulator", "")).ShouldBe(HttpStatusCode.BadRequest);
            (await AckAsync(host, index - 1, "regulator", "looked into")).ShouldBe(HttpStatusCode.NotFound);
            (await AckAsync(host, index, "regulator", "looked into")).ShouldBe(HttpStatusCode.OK);
            (await AckAsync(host, index, "regulator", "looked into")).ShouldBe(HttpStatusCode.OK, "the same again");
            (await AckAsync(host, index, "regulator-2", "looked into")).ShouldBe(HttpStatusCode.Conflict);
        }

        await using var again = await AlertHost.StartAsync(_folder);
        await again.UntilAsync(async () => (await again.AlertsAsync(all: true)).Length == 1, "the alert");
        (await again.AlertsAsync()).ShouldBeEmpty("none is open");
        var note = (await again.AlertsAsync(all: true)).Single().GetProperty("acknowledged");
        (note.GetProperty("by").GetString(), note.GetProperty("reason").GetString()).ShouldBe(("regulator", "looked into"));
        (await again.EventsAsync()).Count(e => e == "alert-acknowledged").ShouldBe(1);
    }

    private static async Task<HttpStatusCode> AckAsync(AlertHost host, long index, string client, string reason)
    {
        using var response = await host.Surface.PostAsync($"/v1/audit/alerts/{index}/acknowledgement", client, $$"""{"reason":"{{reason}}"}""");
        return response.StatusCode;
    }

    private sealed class ClosedLog : IAccessLog
    {
        public string Origin => "closed";

        public byte[] QueryNonce(ReadOnlySpan<byte> resultHash) => System.Security.Cryptography.SHA256.HashData(resultHash);

        public ValueTask<LogPosition> AppendAsync(LogEntry entry, IReadOnlyList<string> subjects, CancellationToken cancellation) =>
            throw new LogUnavailableException("closed");
    }
}
