using Sandbox.Aggregates;
using Sandbox.Privacy.Estimates;
using Sandbox.Privacy.Noise;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Tests.Aggregates;

public sealed class AnswerTableTests
{
    [Fact]
    public void Write_MorePrivateKeysThanAnAnswerHolds_EndsWhereTheBytesEnd()
    {
        var price = new GaussianNoise(1_000_000);
        var job = RandomJobs.Bound(AggregateFolder.Job with
        {
            GroupBy = [new PrivateKeys("shop")],
            Selection = new KeySelection(KeyMechanism.Gaussian, price, 1_000_000_000, 1),
            Measurements = [],
            Outputs = [new AggregateOutput("people", OutputFunction.Count, null)],
        });
        var people = new NoisyNumber(50, new DiscreteGaussian(new Ratio(1, 1)));

        // Each character of these takes six bytes.
        List<NoisyGroup> Groups(int count) => [.. Enumerable.Range(0, count).Select(i => new NoisyGroup([$"{i:00000}{new string('郑', 995)}"], people, [], []))];
        AggregateFolder.Read(AnswerTable.Write(job, Groups(3_000))).Rows.Count.ShouldBe(3_000);
        var bytes = AnswerTable.Write(job, Groups(6_000));
        bytes.Length.ShouldBeInRange((int)AggregateLimits.MaxRowsBytes - 10_000, (int)AggregateLimits.MaxRowsBytes + 1_000);
        var answer = AggregateFolder.Read(bytes);
        answer.Rows.Count.ShouldBeInRange(3_001, 5_999);
        answer.Rows.Select(r => r.Keys[0]![..5]).ShouldBe(Enumerable.Range(0, answer.Rows.Count).Select(i => $"{i:00000}"));
        answer.Note.ShouldBe(AggregateAnswer.SmallKeysNote);
    }
}
