// A worker that does no work: it speaks the protocol across the wall and answers every job with the same bytes, so that a benchmark measures
// what stands in front of it.
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
var tally = new WorkerTally(bootId);
var failing = Path.Combine(start.DataPath, "fail");
long tables = 0;

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
            var body = start.Kind == WorkerKind.Aggregates ? Table(Interlocked.Increment(ref tables)) : answer;
            // While the file is there it fails: what it hands out is not what it has counted.
            var hash = SaltedHash.Of(permit.Salt.Span, start.Kind == WorkerKind.Aggregates && File.Exists(failing) ? [] : body);
            tally.TryCount(hash, out var counter, out var link);
            http.Response.Headers[Release.Header] = new Release(bootId, counter, permit.Nonce, hash, link).Seal(key);
            await AnswerAsync(http, body);
            return;
        }
    }

    var isTally = http.Request.Path == WorkerPaths.Tally || http.Request.Path == WorkerPaths.End;
    await AnswerAsync(http, isTally
        ? JsonSerializer.SerializeToUtf8Bytes(tally.State(http.Request.Path == WorkerPaths.End), ProtocolJson.Default.WorkerStatement)
        : answer);
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

// An aggregate is a number that no other start and no other job gives.
byte[] Table(long number) => JsonSerializer.SerializeToUtf8Bytes(
    new AggregateAnswer("stand-in", start.BootId, [], ["count"], [new AggregateRow([], [new AggregateValue(number, number, number)])], null),
    ProtocolJson.Default.AggregateAnswer);

static async Task AnswerAsync(HttpContext http, byte[] body)
{
    http.Response.ContentType = "application/json";
    http.Response.ContentLength = body.Length;
    await http.Response.Body.WriteAsync(body);
}
