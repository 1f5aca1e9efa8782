using System.Net;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Releases;
using Sandbox.Protocol.Workers;
using Sandbox.Tests.Protocol;
using Sandbox.Tests.Serving;

namespace Sandbox.Tests.Aggregates;

public sealed class AggregateServingTests
{
    [Fact]
    public async Task Worker_OfAggregates_AnswersOverItsSocketWithARelease()
    {
        using var folder = await AggregateFolder.CreateAsync();
        await using var worker = await RunningWorker.StartAsync(folder.Data, WorkerKind.Aggregates);
        using var response = await worker.SendAsync(AggregateFolder.Bytes(AggregateFolder.Job));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        AggregateFolder.Read(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Rows.Count.ShouldBe(3);
        Release.Open(SealedValues.Key, response.Headers.GetValues(Release.Header).Single()).ShouldNotBeNull().Counter.ShouldBe(1UL);
        using var bad = await worker.SendAsync("{}"u8.ToArray());
        (await bad.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe($"{{\"code\":\"{JobProblemCodes.BadJob}\"}}");
    }
}
