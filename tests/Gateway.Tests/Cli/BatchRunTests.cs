using Gateway.Cli;

namespace Gateway.Tests.Cli;

public sealed class BatchRunTests
{
    [Fact]
    public async Task Run_Undisturbed_WritesAllInOrderAndRemovesItsJournal()
    {
        using var bed = new BatchBed();

        await bed.RunAsync();

        bed.Output.ShouldBe(BatchBed.Expected);
        File.Exists(bed.Request.Journal).ShouldBeFalse();
        bed.Charged.ShouldBe(BatchBed.Rows);
    }

    /// <summary>
    /// Every state that a crash can leave: the journal cut at any byte, with the output at any length from what the journal's whole lines tell up to what was written.
    /// </summary>
    [Fact]
    public async Task Run_KilledBetweenAnyTwoSteps_ResumesToTheSameOutputAndChargesNobodyTwice()
    {
        using var probe = new BatchBed();
        await Should.ThrowAsync<IOException>(() => probe.RunAsync(id => id == "P20"));
        var length = (await File.ReadAllBytesAsync(probe.Request.Journal, TestContext.Current.CancellationToken)).Length;

        for (var cut = 0; cut <= length; cut += 7)
        {
            foreach (var torn in (int[])[0, 1, 1000])
            {
                using var bed = new BatchBed();
                await Should.ThrowAsync<IOException>(() => bed.RunAsync(id => id == "P20"));
                var journal = await File.ReadAllBytesAsync(bed.Request.Journal, TestContext.Current.CancellationToken);
                var headEnd = Array.IndexOf(journal, (byte)'\n') + 1;

                // Before its head is whole a journal's run has asked nothing; that state is tried below.
                var keep = Math.Max(Math.Min(cut, journal.Length), headEnd);
                await File.WriteAllBytesAsync(bed.Request.Journal, journal[..keep], TestContext.Current.CancellationToken);
                var output = bed.Output;
                await File.WriteAllTextAsync(bed.Request.Output, output + new string('x', torn), TestContext.Current.CancellationToken);

                await bed.RunAsync();

                bed.Output.ShouldBe(BatchBed.Expected, $"journal cut at {keep}, {torn} bytes too many");
                bed.Charged.ShouldBe(BatchBed.Rows);
            }
        }
    }

    [Fact]
    public async Task Run_KilledWhileTheHeadIsWritten_StartsAfresh()
    {
        using var bed = new BatchBed();
        await File.WriteAllTextAsync(bed.Request.Journal, "{\"run\":\"ab", TestContext.Current.CancellationToken);

        await bed.RunAsync();

        bed.Output.ShouldBe(BatchBed.Expected);
    }

    [Fact]
    public async Task Run_Resumed_AsksForNoFinishedChunk()
    {
        using var bed = new BatchBed();
        await Should.ThrowAsync<IOException>(() => bed.RunAsync(id => id == "P12"));
        var finished = File.ReadAllLines(bed.Request.Journal).Length - 1;
        bed.Asked.Clear();

        await bed.RunAsync();

        finished.ShouldBe(3);
        bed.Asked.Count.ShouldBe(6 - finished);
    }

    [Fact]
    public async Task Run_TheInputChanged_IsRefused()
    {
        using var bed = new BatchBed();
        await Should.ThrowAsync<IOException>(() => bed.RunAsync(id => id == "P12"));
        await File.AppendAllTextAsync(bed.Request.Input, "p99,1\n", TestContext.Current.CancellationToken);

        (await Should.ThrowAsync<CommandException>(() => bed.RunAsync())).Message.ShouldContain("has changed since the interrupted run");
    }

    [Fact]
    public async Task Run_OtherOptions_AreRefused()
    {
        using var bed = new BatchBed();
        await Should.ThrowAsync<IOException>(() => bed.RunAsync(id => id == "P12"));

        (await Should.ThrowAsync<CommandException>(() => bed.RunAsync(request: bed.Request with { ChunkSize = 5 }))).Message.ShouldContain("batch size");
    }

    [Fact]
    public async Task Run_AShortenedOutput_IsRefused()
    {
        using var bed = new BatchBed();
        await Should.ThrowAsync<IOException>(() => bed.RunAsync(id => id == "P12"));
        await File.WriteAllTextAsync(bed.Request.Output, "id", TestContext.Current.CancellationToken);

        (await Should.ThrowAsync<CommandException>(() => bed.RunAsync())).Message.ShouldContain("shorter");
    }

    [Fact]
    public async Task Run_ADamagedJournal_IsRefused()
    {
        using var bed = new BatchBed();
        await Should.ThrowAsync<IOException>(() => bed.RunAsync(id => id == "P12"));
        var lines = await File.ReadAllLinesAsync(bed.Request.Journal, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(bed.Request.Journal, string.Join('\n', lines[0], lines[2]) + "\n", TestContext.Current.CancellationToken);

        (await Should.ThrowAsync<CommandException>(() => bed.RunAsync())).Message.ShouldContain("damaged");
    }

    [Fact]
    public async Task Run_OverAnExistingOutput_IsRefused()
    {
        using var bed = new BatchBed();
        await bed.RunAsync();

        (await Should.ThrowAsync<CommandException>(() => bed.RunAsync())).Message.ShouldContain("is there already");
        bed.Output.ShouldBe(BatchBed.Expected);
    }
}
