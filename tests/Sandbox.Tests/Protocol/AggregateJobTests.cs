using System.Text.Json;
using System.Text.Json.Nodes;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Tests.Protocol;

public sealed class AggregateJobTests
{
    private static readonly GaussianNoise Price = new(1_250_000);

    public static TheoryData<AggregateJob> Jobs { get; } =
    [
        Job(),
        Job() with { Plan = new PerSubject(3, 36), Reply = ReplyClass.Long },
        Job() with
        {
            Where = new AllOf(
            [
                new Compare("monthly_deposit", Comparison.GreaterOrEqual, new NumberLiteral(125_000)),
                new AnyOf([new OneOf("district", [new TextLiteral("金水区"), new TextLiteral("O'Brien; --")]), new Missing("employer")]),
                new Negate(new Compare("month", Comparison.Less, new DateLiteral(new DateOnly(2025, 1, 1)))),
                new Compare("broadband", Comparison.Equal, new BooleanLiteral(true)),
            ]),
        },
        Job() with
        {
            GroupBy =
            [
                new PublicKeys("district", [new TextLiteral("金水区"), new TextLiteral("中原区")]),
                new PrivateKeys("employer"),
                new Bins("monthly_deposit", [0, 100_000, 2_000_000]),
            ],
            Selection = new KeySelection(KeyMechanism.TruncatedGeometric, new LaplaceNoise(50_000), 10_000_000, 10),
        },
        Job() with
        {
            Measurements =
            [
                new CountRows(null, Price), new CountRows("monthly_deposit", new LaplaceNoise(1)), new CountSubjects(Price),
                new SumOf("monthly_deposit", 0, 2_000_000, Price), new MomentsOf("monthly_deposit", 0, 2_000_000, 2, Price),
                new TreeOf("monthly_deposit", 0, 2_000_000, 12, Price),
            ],
            Outputs = [new AggregateOutput("median", OutputFunction.Quantile, 5, 500, 10m, NonNegative: true), new AggregateOutput("people", OutputFunction.Count, null)],
        },
    ];

    [Theory]
    [MemberData(nameof(Jobs))]
    public void Job_WrittenAndRead_IsTheSame(AggregateJob job)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(job, ProtocolJson.Default.AggregateJob);
        var read = JsonSerializer.Deserialize(bytes, ProtocolJson.Default.AggregateJob).ShouldNotBeNull();
        JsonSerializer.SerializeToUtf8Bytes(read, ProtocolJson.Default.AggregateJob).ShouldBe(bytes);
        (read.Plan, read.Selection, read.Reply, read.DataVersion).ShouldBe((job.Plan, job.Selection, job.Reply, job.DataVersion));
        read.Measurements.ShouldBe(job.Measurements);
        read.Outputs.ShouldBe(job.Outputs);
        read.GroupBy.Select(g => (g.GetType(), g.Column)).ShouldBe(job.GroupBy.Select(g => (g.GetType(), g.Column)));
    }

    [Theory]
    [InlineData("/plan")]
    [InlineData("/measurements/0")]
    [InlineData("/measurements/0/noise")]
    [InlineData("/outputs/0")]
    public void Job_WithAMemberThatNobodyKnows_IsRefused(string where)
    {
        var node = JsonSerializer.SerializeToNode(Job(), ProtocolJson.Default.AggregateJob)!;
        var at = where.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(node, (n, part) => int.TryParse(part, out var i) ? n[i]! : n[part]!);
        at["surprise"] = 1;
        Should.Throw<JsonException>(() => node.Deserialize(ProtocolJson.Default.AggregateJob));
    }

    [Theory]
    [InlineData(20_000_000, ReplyClass.Quick, ReplyClass.Standard)]
    [InlineData(20_000_001, ReplyClass.Standard, ReplyClass.Long)]
    public void ReplyClass_OfAPlan_DependsOnTheDeclaredSizeAlone(long rows, ReplyClass ranked, ReplyClass perSubject)
    {
        ReplyTimes.ClassOf(new RankedRows(1), rows).ShouldBe(ranked);
        ReplyTimes.ClassOf(new PerSubject(1, 1), rows).ShouldBe(perSubject);
        ReplyTimes.Of(ranked).ShouldBeLessThan(ReplyTimes.Of(perSubject));
        ReplyTimes.Of(perSubject).ShouldBeLessThanOrEqualTo(ReplyTimes.Largest);
    }

    private static AggregateJob Job() => new(
        "housing-credit", "housing-fund", new string('0', 32), new RankedRows(36), null, [], null, [new CountRows(null, Price)],
        [new AggregateOutput("count", OutputFunction.Count, 0)], ReplyClass.Quick);
}
