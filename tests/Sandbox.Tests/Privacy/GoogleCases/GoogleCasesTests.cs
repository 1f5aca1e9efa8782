using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Plans;
using Testing.Processes;

namespace Sandbox.Tests.Privacy.GoogleCases;

/// <summary>
/// The statistical cases of Google's library (<c>../shared/vectors/google-dp</c>), each with its own vote. The short form takes fewer samples and widens tolerances
/// as the error of the statistic asks.
/// </summary>
public sealed class GoogleCasesTests
{
    private const string Folder = "vectors/google-dp/";

    [Theory]
    [InlineData("count_dp_test_cases.textproto", "count_dp_test_case", "count_sampling_parameters", "raw_increment_by", 36)]
    [InlineData("bounded_sum_dp_test_cases.textproto", "bounded_sum_dp_test_case", "bounded_sum_sampling_parameters", "raw_entry", 38)]
    [InlineData("long_bounded_sum_dp_test_cases.textproto", "long_bounded_sum_dp_test_case", "long_bounded_sum_sampling_parameters", "raw_entry", 38)]
    public void Mechanism_InEachCase_IsVotedDifferentiallyPrivate(string file, string cases, string sampling, string inputs, int count)
    {
        var proto = Read(file);
        var found = proto.Messages(cases);
        found.Count.ShouldBe(count);
        var failed = found.AsParallel().Where(c => !StatisticalTest.Majority(
            (int)proto.Message("voting_parameters").Number("number_of_votes"),
            vote => new GoogleCase(c.Message("dp_test_parameters"), c.Message(sampling), inputs).Accepts((ulong)vote))).Select(c => c.Text("name")).ToList();
        failed.ShouldBeEmpty();
    }

    [Fact]
    public void Mechanism_MadeForAThirdOfTheSensitivity_IsVotedDown()
    {
        var proto = Read("count_dp_test_cases.textproto");
        var laplace = proto.Messages("count_dp_test_case").Where(c => c.Message("count_sampling_parameters").Text("noise_type") == "LAPLACE").Take(2);
        foreach (var c in laplace)
            StatisticalTest.Majority(9, vote => new GoogleCase(c.Message("dp_test_parameters"), c.Message("count_sampling_parameters"), "raw_increment_by", 3).Accepts((ulong)vote))
                .ShouldBeFalse(c.Text("name"));
    }

    [Fact]
    public void Laplace_InEachClosenessCase_IsVotedClose()
    {
        var proto = Read("laplace_closeness_test_cases.textproto");
        var found = proto.Messages("distribution_closeness_test_case");
        found.Count.ShouldBe(19);
        var votes = (int)proto.Message("voting_parameters").Number("number_of_votes");
        found.AsParallel().Where(c => !StatisticalTest.Majority(votes, vote => IsClose(c, vote, 1))).Select(c => c.Text("name")).ToList().ShouldBeEmpty();
        // The control: another variance is not close.
        found.Take(3).ShouldAllBe(c => !StatisticalTest.Majority(votes, vote => IsClose(c, vote, 3)));
    }

    private static bool IsClose(TextProto closeness, int vote, double wider)
    {
        var (test, sampling) = (closeness.Message("closeness_test_parameters"), closeness.Message("noise_sampling_parameters"));
        var granularity = test.Number("granularity");
        // An odd number of values a cell: none lies between two, where rounding to the even one would favour every other cell.
        var values = (long)Math.Max(64, Math.Ceiling(4096 * granularity / sampling.Number("linf_sensitivity"))) | 1;
        var unit = granularity / values;
        var partitions = (int)sampling.Number("l0_sensitivity");
        var bound = (long)Math.Round(sampling.Number("linf_sensitivity") / unit);
        var noise = Spend.Laplace((long)Math.Round(sampling.Number("epsilon") * 1e6 / wider)).Noises(new SumShape(0, bound).Components(Bounding.PerSubject(partitions, 1), partitions))[0];
        var bits = new SeededBits((ulong)vote);
        var n = GoogleCase.Samples;
        var ours = Enumerable.Range(0, n).Select(_ => sampling.Number("raw_input") + ((double)noise.Sample(bits) * unit));

        // The continuous Laplace distribution of the case, by its inverse.
        var (mean, scale) = (test.Number("mean"), Math.Sqrt(test.Number("variance") / 2));
        var ideal = Enumerable.Range(0, n).Select(_ =>
        {
            var u = (bits.Take(53) + 0.5) / (1L << 53);
            return mean + (u < 0.5 ? scale * Math.Log(2 * u) : -scale * Math.Log(2 * (1 - u)));
        });
        return StatisticalTest.IsClose(
            StatisticalTest.Histogram(ours, granularity), StatisticalTest.Histogram(ideal, granularity), n,
            test.Number("l2_tolerance") * Math.Sqrt(sampling.Number("number_of_samples") / n));
    }

    private static TextProto Read(string file)
    {
        if (!Repository.TryShared(Folder + file, out var path, out var reason)) Assert.Skip(reason);
        return TextProto.Parse(File.ReadAllText(path));
    }
}
