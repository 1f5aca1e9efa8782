using Microsoft.Extensions.Time.Testing;
using Testing.Faults;

namespace Gateway.Audit.Tests;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Append_ManyCallersSomeGivingUp_EachAcknowledgedOnceWithoutGaps()
    {
        var files = new FaultyFiles(null, 0);
        var acknowledged = new System.Collections.Concurrent.ConcurrentDictionary<long, string>();
        using (var log = new TestLog().Open(files, segmentSize: 16 * 1024))
        {
            await Task.WhenAll(Enumerable.Range(0, 32).Select(caller => Task.Run(async () =>
            {
                for (var i = 0; i < 50; i++)
                {
                    using var impatient = new CancellationTokenSource();
                    var mark = $"{caller}-{i}";
                    var append = log.AppendAsync(TestLog.Entry(mark), [mark], i % 3 == 0 ? impatient.Token : default);
                    await impatient.CancelAsync();
                    try
                    {
                        acknowledged.TryAdd((await append).Index, mark).ShouldBeTrue();
                    }
                    catch (OperationCanceledException)
                    {
                        (i % 3).ShouldBe(0, "only the impatient give up");
                    }
                }
            })));
        }

        AccessLogVerifier.Verify(files, TestLog.Folder).Problems.ShouldBeEmpty();
        var records = await TestLog.ReadAllAsync(files);
        records.Select(r => r.Index).ShouldBe(Enumerable.Range(0, records.Count).Select(i => (long)i));
        foreach (var (index, mark) in acknowledged) ((AccessEntry)records[(int)index].Entry).TraceId.ShouldBe(mark);
    }

    [Fact]
    public async Task Log_FsyncFails_FailsTheWaitingAndRecovers()
    {
        var files = new FaultyFiles(null, 0);
        var log = new TestLog().Open(files);
        (await log.AppendAsync(TestLog.Entry("a"), [], default)).Index.ShouldBe(0);
        files.Break(true);
        await Should.ThrowAsync<LogUnavailableException>(async () => await log.AppendAsync(TestLog.Entry("b"), [], default));
        await Should.ThrowAsync<LogUnavailableException>(async () => await log.AppendAsync(TestLog.Entry("c"), [], default));
        files.Break(false);
        (await log.AppendAsync(TestLog.Entry("d"), [], default)).Index.ShouldBe(1);
        log.Dispose();
        AccessLogVerifier.Verify(files, TestLog.Folder).IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task Log_DiskFailsUnderSteadyLoad_IsTriedAgainAfterAWhileAndToldOfOnce()
    {
        var files = new FaultyFiles(null, 0);
        var time = new FakeTimeProvider();
        var test = new TestLog { RetryAfter = TimeSpan.FromSeconds(1), Time = time };
        using var log = test.Open(files);
        files.Break(true);
        await Should.ThrowAsync<LogUnavailableException>(async () => await log.AppendAsync(TestLog.Entry("a"), [], default));
        files.Break(false);
        for (var i = 0; i < 3; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(333));
            await Should.ThrowAsync<LogUnavailableException>(async () => await log.AppendAsync(TestLog.Entry("b"), [], default));
        }

        time.Advance(TimeSpan.FromMilliseconds(1));
        (await log.AppendAsync(TestLog.Entry("c"), [], default)).Index.ShouldBe(0);
        test.Failures.ShouldBe(1);
        test.Openings.ShouldBe(2);
    }
}
