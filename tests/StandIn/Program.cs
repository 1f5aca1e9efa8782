// A worker that does no work: it speaks the protocol across the wall and answers every job with the same bytes, so that a benchmark measures
// what stands in front of it.
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Permits;
using Sandbox.Protocol.Releases;
using Sandbox.Protocol.Workers;

if (args is not ["serve"])
{
    await Console.Error.WriteLineAsync("usage: Sandbox serve < worker-start.json");
    return 2;
}

var start = JsonSerializer.Deserialize(await Console.In.ReadLineAsync() ?? "", ProtocolJson.Default.WorkerStart)
    ?? throw new InvalidOperationException("A WorkerStart is wanted on standard input.");
var key = new PermitKey(Convert.FromBase64String(start.Key));
var bootId = Convert.FromHexString(start.BootId);
var answer = """{"product":"stand-in","model":"0","dataVersion":"0","scores":[{"subject":"1","score":650,"band":"C","reasons":[]}]}"""u8.ToArray();
var answerHash = SHA256.HashData(answer);
var failing = Path.Combine(start.DataPath, "fail");
long counter = 0;

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(k => k.ListenUnixSocket(start.Socket, o => o.Protocols = HttpProtocols.Http2));
var app = builder.Build();
app.Run(async http =>
{
    if (HttpMethods.IsPost(http.Request.Method))
    {
        await http.Request.Body.CopyToAsync(Stream.Null);
        if (http.Request.Headers[Permit.Header] is [{ } header] && key.Open(header) is { } permit)
        {
            var number = Interlocked.Increment(ref counter);
            var (body, hash) = start.Kind == WorkerKind.Aggregates ? Table(number) : (answer, answerHash);
            http.Response.Headers[Release.Header] = new Release(bootId, (ulong)number, permit.Nonce, hash).Seal(key);
            await AnswerAsync(http, body);
            return;
        }
    }

    await AnswerAsync(http, answer);
});

// End of input means that whoever started this worker is gone.
_ = Task.Run(async () =>
{
    while (await Console.In.ReadLineAsync() is not null)
    {
    }

    await app.StopAsync();
});
await app.RunAsync();
return 0;

// An aggregate is a number that no other start and no other job gives, or fails as a file says.
(byte[] Body, byte[] Hash) Table(long number)
{
    if (File.Exists(failing)) return (answer, new byte[SHA256.HashSizeInBytes]);
    var body = JsonSerializer.SerializeToUtf8Bytes(
        new AggregateAnswer("stand-in", start.BootId, [], ["count"], [new AggregateRow([], [new AggregateValue(number, number, number)])], null),
        ProtocolJson.Default.AggregateAnswer);
    return (body, SHA256.HashData(body));
}

static async Task AnswerAsync(HttpContext http, byte[] body)
{
    http.Response.ContentType = "application/json";
    http.Response.ContentLength = body.Length;
    await http.Response.Body.WriteAsync(body);
}
