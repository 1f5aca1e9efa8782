using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Testing.Processes;

namespace Gateway.Tests.Alerts;

public sealed class AlertPusherTests : IDisposable
{
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(32);
    private readonly string _folder = Directory.CreateTempSubdirectory("alerts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Push_EndpointDownThenFailingThenBack_GetsEachAlertOnceSignedAndInOrder()
    {
        var url = $"http://127.0.0.1:{Ports.Free()}/";
        (string, string)[] settings = [("Alerts:Webhook", url), ("Alerts:WebhookSecret", $"whsec_{Convert.ToBase64String(Secret)}")];
        await using (var host = await AlertHost.StartAsync(_folder, null, settings))
        {
            await host.RefuseAsync("bank-a");
            await host.AlertsAsync(1);
        }

        await using (var host = await AlertHost.StartAsync(_folder, null, settings))
        {
            await host.RefuseAsync("bank-b");
            await host.AlertsAsync(2);
            using var endpoint = new Endpoint(url) { Failures = 2 };
            await host.UntilAsync(async () => (await host.EventsAsync()).Count(e => e == "alert-delivered") == 2, "two deliveries");
            endpoint.Taken.Select(t => t.About).ShouldBe(["bank-a", "bank-b"]);
            endpoint.Refused.ShouldBe(2);
        }

        await using var again = await AlertHost.StartAsync(_folder, null, settings);
        using var later = new Endpoint(url);
        await again.RefuseAsync("bank-c");
        await again.UntilAsync(() => Task.FromResult(!later.Taken.IsEmpty), "a third delivery");
        later.Taken.Select(t => t.About).ShouldBe(["bank-c"], "the others were taken");
    }

    /// <summary>An endpoint as a regulator would write it: by the specification, with none of our code.</summary>
    private sealed class Endpoint : IDisposable
    {
        private readonly HttpListener _listener = new();

        public Endpoint(string url)
        {
            _listener.Prefixes.Add(url);
            _listener.Start();
            _ = ListenAsync();
        }

        public int Failures { get; init; }

        public int Refused { get; private set; }

        public System.Collections.Concurrent.ConcurrentQueue<(string Id, string? About)> Taken { get; } = [];

        public void Dispose() => _listener.Close();

        private async Task ListenAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                context.Response.StatusCode = await AnswerAsync(context.Request);
                context.Response.Close();
            }
        }

        private async Task<int> AnswerAsync(HttpListenerRequest request)
        {
            using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            var id = request.Headers["webhook-id"]!;
            var signed = Convert.ToBase64String(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes($"{id}.{request.Headers["webhook-timestamp"]}.{body}")));
            if (request.Headers["webhook-signature"] != $"v1,{signed}") return 401;
            if (Refused < Failures)
            {
                Refused++;
                return 500;
            }

            using var push = JsonDocument.Parse(body);
            Taken.Enqueue((id, push.RootElement.GetProperty("data").GetProperty("about").GetString()));
            return 204;
        }
    }
}
