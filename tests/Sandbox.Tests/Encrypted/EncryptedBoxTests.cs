using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Sandbox.Box;
using Sandbox.Protocol;
using Sandbox.Protocol.Encrypted;
using Sandbox.Protocol.Permits;
using Sandbox.Protocol.Workers;
using Sandbox.Tests.Encryption;
using Sandbox.Tests.Protocol;
using Sandbox.Tests.Scores;
using Testing.Processes;

namespace Sandbox.Tests.Encrypted;

/// <summary>SEAL in V8 in a box: no fork, no network, bounded memory, and it computes.</summary>
public sealed class EncryptedBoxTests(SyntheticCity city, Seal seal)
{
    [Fact]
    public async Task Worker_InItsBox_AnswersAJobAndEndsWithItsInput()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("eb-");
        using var launcher = await BoxLauncher.OpenAsync(Isolation.Box, cancellation);
        await using var box = await launcher.StartAsync(
            BoxProfile.Serving(WorkerKind.Encrypted, Repository.Output("Sandbox"), city.Data, folder.FullName, BoxLimits.Serving));
        var errors = box.Error.ReadToEndAsync(cancellation);
        var start = new WorkerStart(
            WorkerKind.Encrypted, Convert.ToHexStringLower(SealedValues.BootId), Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(i => (byte)i)]),
            "/run/worker/s", "/data");
        await box.Input.WriteLineAsync(JsonSerializer.Serialize(start, ProtocolJson.Default.WorkerStart));
        await box.Input.FlushAsync(cancellation);
        using var http = Client(Path.Combine(folder.FullName, "s"));
        await Until.TrueAsync(async () => box.Exited.IsCompleted || await IsHealthyAsync(http), TimeSpan.FromSeconds(60), "a healthy worker");
        if (box.Exited.IsCompleted) Assert.Fail(await errors);

        using var key = seal.Client.CreateKey();
        var job = EncryptedJobs.Job(city.Logistic.Sha256).ToBytes(EncryptedJobs.Container(seal.Client, key, ["P1", "P2"], 0.25, -0.5));
        using var request = new HttpRequestMessage(HttpMethod.Post, WorkerPaths.Jobs)
        {
            Content = new ByteArrayContent(job), Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add(Permit.Header, SealedValues.Key.Seal(new Permit(
            WorkerKind.Encrypted, SealedValues.BootId, 1, TimeProvider.System.GetUtcNow().AddSeconds(30), SHA256.HashData(job), SealedValues.Salt)));
        using var response = await http.SendAsync(request, cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(EncryptedAnswer.MediaType);
        EncryptedAnswer.TryRead(await response.Content.ReadAsByteArrayAsync(cancellation), out var answer).ShouldBeTrue();
        seal.Client.Decrypt(key, answer!.Ciphertext.Span, 2).ShouldAllBe(points => points > 0 && points < 2000);

        box.Input.Close();
        (await box.Exited.WaitAsync(TimeSpan.FromSeconds(30), cancellation)).ShouldBe(0);
        folder.Delete(recursive: true);
    }

    private static async Task<bool> IsHealthyAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync(WorkerPaths.Health);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static HttpClient Client(string socket) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellation) =>
        {
            var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellation);
                return new NetworkStream(connection, ownsSocket: true);
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        },
    })
    {
        BaseAddress = new Uri("http://worker"), DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };
}
