using System.Net;
using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Releases;
using Sandbox.Protocol.Workers;
using Sandbox.Serving;
using Sandbox.Tests.Protocol;
using Sandbox.Tests.Scores;

namespace Sandbox.Tests.Serving;

public sealed class WorkerServingTests(SyntheticCity city)
{
    [Fact]
    public async Task Job_WithItsPermit_IsAnsweredWithARelease()
    {
        await using var worker = await RunningWorker.StartAsync(city.Data);
        for (var counter = 1UL; counter <= 3; counter++)
        {
            using var response = await worker.SendAsync(Job());
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            var body = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
            JsonSerializer.Deserialize(body, ProtocolJson.Default.ScoreAnswer).ShouldNotBeNull().Scores.Count.ShouldBe(2);
            var release = Release.Open(SealedValues.Key, response.Headers.GetValues(Release.Header).Single()).ShouldNotBeNull();
            release.Counter.ShouldBe(counter);
            release.Nonce.ShouldBe((UInt128)counter);
            release.BootId.ToArray().ShouldBe(SealedValues.BootId);
            release.ResultHash.ToArray().ShouldBe(SaltedHash.Of(SealedValues.Salt, body));
            var tally = await worker.TallyAsync(HttpMethod.Get, WorkerPaths.Tally);
            (tally.Jobs, tally.Link, tally.Ended).ShouldBe(((long)counter, Convert.ToBase64String(release.Link.Span), false));
        }
    }

    [Fact]
    public async Task Job_AfterTheWorkerSignedItsEnd_IsNotAnswered()
    {
        await using var worker = await RunningWorker.StartAsync(city.Data);
        (await worker.SendAsync(Job())).Dispose();
        var end = await worker.TallyAsync(HttpMethod.Post, WorkerPaths.End);
        (end.Jobs, end.Ended).ShouldBe((1, true));
        await ShouldBeRefusedAsync(await worker.SendAsync(Job()), HttpStatusCode.Unauthorized, JobProblemCodes.PermitRefused);
        (await worker.TallyAsync(HttpMethod.Post, WorkerPaths.End)).ShouldBe(end);
    }

    [Fact]
    public async Task Permit_MissingAlteredReplayedOrForAnotherJob_IsRefusedWithoutRunning()
    {
        await using var worker = await RunningWorker.StartAsync(city.Data);
        var job = Job();
        var used = worker.Permit(job);
        using var first = await worker.SendAsync(job, used);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var permit in new[] { null, "", used, worker.Permit("another"u8.ToArray()), SealedValues.Alterations(worker.Permit(job)).First() })
            await ShouldBeRefusedAsync(await worker.SendAsync(job, permit), HttpStatusCode.Unauthorized, JobProblemCodes.PermitRefused);
        using var next = await worker.SendAsync(job);
        Release.Open(SealedValues.Key, next.Headers.GetValues(Release.Header).Single()).ShouldNotBeNull().Counter.ShouldBe(2UL);
    }

    [Fact]
    public async Task Job_Stale_IsAConflictWithoutRelease()
    {
        await using var worker = await RunningWorker.StartAsync(city.Data);
        var job = Bytes(ScoreJobs.Of(city.Trees.Sha256, ["P1"]) with { DataVersion = new string('9', 32) });
        await ShouldBeRefusedAsync(await worker.SendAsync(job), HttpStatusCode.Conflict, JobProblemCodes.StaleVersion);
    }

    [Fact]
    public async Task Job_TooLarge_IsABadJob()
    {
        await using var worker = await RunningWorker.StartAsync(city.Data);
        await ShouldBeRefusedAsync(await worker.SendAsync(new byte[(1 << 20) + 1]), HttpStatusCode.BadRequest, JobProblemCodes.BadJob);
    }

    [Fact]
    public async Task Job_WhoseDonorKeyIsMissing_FailsWithAConstantBody()
    {
        var empty = Directory.CreateTempSubdirectory("city-");
        try
        {
            CopyWithoutDonorKey(city.Data, empty.FullName);
            await using var worker = await RunningWorker.StartAsync(empty.FullName);
            var job = Bytes(ScoreJobs.Of(city.Trees.Sha256, ["P1"]) with { UnknownSubjects = UnknownSubjects.Imputed });
            await ShouldBeRefusedAsync(await worker.SendAsync(job), HttpStatusCode.InternalServerError, JobProblemCodes.JobFailed);
        }
        finally
        {
            empty.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Path_Unknown_IsNotFound()
    {
        await using var worker = await RunningWorker.StartAsync(city.Data);
        using var response = await worker.SendAsync(Job(), null, "/elsewhere");
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Worker_WhoseInputEnds_Stops()
    {
        await using var worker = await RunningWorker.StartAsync(city.Data);
        await worker.EndInputAsync();
        (await worker.Exit.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}\n")]
    [InlineData("""{"kind":"Scores","bootId":"zz","key":"","socket":"/tmp/x","dataPath":"/"}""")]
    [InlineData("""{"kind":"Import","bootId":"00112233445566778899aabbccddeeff","key":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","socket":"/x","dataPath":"/"}""")]
    public async Task Worker_WithABadStart_DoesNotServe(string line) =>
        (await ServeCommand.RunAsync(new StringReader(line), TextWriter.Null, TestContext.Current.CancellationToken)).ShouldBe(ServeCommand.BadStart);

    private static async Task ShouldBeRefusedAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        using (response)
        {
            response.StatusCode.ShouldBe(status);
            response.Headers.Contains(Release.Header).ShouldBeFalse();
            (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe($"{{\"code\":\"{code}\"}}");
        }
    }

    private static void CopyWithoutDonorKey(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("donor.key", StringComparison.Ordinal)))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private byte[] Job() => Bytes(ScoreJobs.Of(city.Trees.Sha256, ["P1", "P2"]));

    private static byte[] Bytes(ScoreJob job) => JsonSerializer.SerializeToUtf8Bytes(job, ProtocolJson.Default.ScoreJob);
}
