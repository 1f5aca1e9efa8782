using System.Globalization;
using EndToEnd.Tests.Cities;
using EndToEnd.Tests.Scores;
using Gateway.Audit;
using Gateway.Audit.Reading;
using Testing.Processes;

namespace EndToEnd.Tests.Encrypted;

/// <summary>
/// The held-out people of credit-default with half of their features the bank's own: scored by <c>dpg encrypted-score</c> over real processes, killed in the middle and
/// run again.
/// </summary>
public sealed class EncryptedHeldOutTests(City city)
{
    private const int Precision = 5;

    [Fact]
    public async Task Dpg_HeldOutPeopleUnderEncryption_GetTheClearScoresWithTheSameRounding()
    {
        city.SkipUnlessReady();
        using var state = new GatewayState();
        await using var gateway = await city.StartGatewayAsync(state);
        await Ready.AllWorkersAsync(gateway);
        var people = BankFile.Read(city.HeldOut);
        var (input, output, secret) = (Path.Combine(state.Root, "people.csv"), Path.Combine(state.Root, "scores.csv"), Path.Combine(state.Root, "secret"));
        people.Write(input);
        string[] command = [
            "encrypted-score", "credit-default", "--purpose", "credit-granting", "--in", input, "--out", output,
            "--secret", secret, "--key", KeyFiles.Write(state.Bank, gateway, state)];
        await Dpg.KillWhenAsync(() => Granted(state).Count > 0, "the first answer", command);
        await Dpg.RunAsync(command);

        var lines = (await File.ReadAllLinesAsync(output, TestContext.Current.CancellationToken)).Skip(1).Select(l => l.Split(',')).ToList();
        lines.Select(l => l[0]).ShouldBe(city.HeldOut);
        var scores = lines.Select(l => int.Parse(l[1], CultureInfo.InvariantCulture)).ToList();
        var clear = SplitModel.Points(city, people, Precision);
        // Whole points are half a point from the points they round; a hundredth is ML.NET's own single precision.
        for (var i = 0; i < scores.Count; i++) Math.Abs(scores[i] - Math.Clamp(clear[i], 300, 850)).ShouldBeLessThanOrEqualTo(0.51);

        List<int> rounded = [.. clear.Select(p => (int)Math.Round(Math.Clamp(p, 300, 850)))];
        Separation.Auc(scores, city.Defaulted).ShouldBe(Separation.Auc(rounded, city.Defaulted), 0.001);
        Separation.Auc(scores, city.Defaulted).ShouldBeGreaterThan(0.7);

        File.GetUnixFileMode(secret).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.EnumerateFileSystemEntries(state.Root).Where(e => e.StartsWith(output + '.', StringComparison.Ordinal)).ShouldBeEmpty("nothing is kept of a finished run");
        Granted(state).Where(e => e.Replay is null).Sum(e => e.Subjects).ShouldBe(city.HeldOut.Count, "a resumed run asks for nobody twice");
    }

    private static List<AccessEntry> Granted(GatewayState state) => [.. AccessLogReader.ReadAsync(state.Log, fromIndex: 0, TestContext.Current.CancellationToken)
        .ToBlockingEnumerable(TestContext.Current.CancellationToken).Select(r => r.Entry).OfType<AccessEntry>().Where(e => e.Outcome == AccessOutcome.Granted)];
}
