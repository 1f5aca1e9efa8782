using System.Text;
using Policies.Decisions;
using Policies.Queries;
using Sandbox.Protocol.Jobs;

namespace Policies.Tests.Queries;

public sealed class ScoreQueryParserTests
{
    [Fact]
    public void Parse_FullQuery_TypesEveryMember()
    {
        var (query, refusal) = Parse(
            """
            {"purpose":"credit-granting","subjects":[{"id":" a1x ","features":{"income":12000,"loan_amount":null}},
             {"features":{"loan_amount":-0.0,"income":1e3},"id":"B2"}],"precision":5,"reasons":0,"unknownSubjects":"imputed"}
            """);
        refusal.ShouldBeNull();
        query!.Purpose.ShouldBe("credit-granting");
        query.Subjects.Select(s => s.Value).ShouldBe(["A1X", "B2"]);
        query.Features["income"].ShouldBe([12000, 1000]);
        query.Features["loan_amount"].ShouldBe([null, 0]);
        double.IsNegative(query.Features["loan_amount"][1]!.Value).ShouldBeFalse();
        query.Incomplete.ShouldBeEmpty();
        (query.Precision, query.Reasons, query.UnknownSubjects).ShouldBe((5, 0, UnknownSubjects.Imputed));
    }

    [Fact]
    public void Parse_OptionalMembersAbsent_LeavesThemToTheContract()
    {
        var (query, _) = Parse("""{"subjects":[{"id":"A"}],"purpose":"post-loan"}""");
        (query!.Precision, query.Reasons, query.UnknownSubjects, query.Features.Count).ShouldBe((null, null, null, 0));
    }

    [Fact]
    public void Parse_FeatureOfSomeSubjectsOnly_IsIncomplete()
    {
        var (query, _) = Parse(
            """{"purpose":"post-loan","subjects":[{"id":"A"},{"id":"B","features":{"income":1,"debt":null}},{"id":"C","features":{"debt":2}}]}""");
        query!.Features["income"].ShouldBe([null, 1, null]);
        query.Features["debt"].ShouldBe([null, null, 2]);
        query.Incomplete.ShouldBe(["income", "debt"]);
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("  ", "$")]
    [InlineData("null", "$")]
    [InlineData("[]", "$")]
    [InlineData("{", "$")]
    [InlineData("{}", "$")]
    [InlineData("""{"purpose":"post-loan"}""", "$")]
    [InlineData("""{"subjects":[{"id":"A"}]}""", "$")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A"}],"sub\u006aects":[]}""", "$.subjects")]
    [InlineData("""{"purpose":"post-loan","purpose":"post-loan","subjects":[{"id":"A"}]}""", "$.purpose")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A"}],"Precision":1}""", "$")]
    [InlineData("""{"purpose":1,"subjects":[{"id":"A"}]}""", "$.purpose")]
    [InlineData("""{"purpose":"Post Loan","subjects":[{"id":"A"}]}""", "$.purpose")]
    [InlineData("""{"purpose":"post-loan","subjects":{}}""", "$.subjects")]
    [InlineData("""{"purpose":"post-loan","subjects":[]}""", "$.subjects")]
    [InlineData("""{"purpose":"post-loan","subjects":["A"]}""", "$.subjects[0]")]
    [InlineData("""{"purpose":"post-loan","subjects":[{}]}""", "$.subjects[0]")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A"},{"id":"A","name":"x"}]}""", "$.subjects[1].id")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A","name":"x"}]}""", "$.subjects[0]")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A","id":"B"}]}""", "$.subjects[0].id")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":17}]}""", "$.subjects[0].id")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":null}]}""", "$.subjects[0].id")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A'B"}]}""", "$.subjects[0].id")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"\ud800"}]}""", "$.subjects[0].id")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"x1"},{"id":"A"},{"id":" X1"}]}""", "$.subjects[2].id")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A","features":[]}]}""", "$.subjects[0].features")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A","features":{"Income":1}}]}""", "$.subjects[0].features")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A","features":{"\udc00":1}}]}""", "$.subjects[0].features")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A","features":{"income":"1"}}]}""", "$.subjects[0].features.income")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A","features":{"income":"NaN"}}]}""", "$.subjects[0].features.income")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A","features":{"income":NaN}}]}""", "$.subjects[0].features.income")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A","features":{"income":1e400}}]}""", "$.subjects[0].features.income")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A","features":{"income":-1e99999999999}}]}""", "$.subjects[0].features.income")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A","features":{"income":01}}]}""", "$.subjects[0].features.income")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A","features":{"income":true}}]}""", "$.subjects[0].features.income")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A","features":{"income":{"a":{"b":1}}}}]}""", "$.subjects[0].features.income")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A","features":{"income":1,"inc\u006fme":2}}]}""", "$.subjects[0].features.income")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A"}],"precision":0}""", "$.precision")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A"}],"precision":101}""", "$.precision")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A"}],"precision":1.0}""", "$.precision")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A"}],"precision":null}""", "$.precision")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A"}],"reasons":4}""", "$.reasons")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A"}],"reasons":99999999999999999999}""", "$.reasons")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A"}],"unknownSubjects":"Refuse"}""", "$.unknownSubjects")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A"}],"unknownSubjects":2}""", "$.unknownSubjects")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A"},]}""", "$.subjects")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A"}]/*c*/}""", "$")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A"}]} {}""", "$")]
    [InlineData("""{"purpose":"post-loan","subjects":[{"id":"A"}]}x""", "$")]
    public void Parse_Malformed_SaysWhere(string json, string path)
    {
        var (query, refusal) = Parse(json);
        query.ShouldBeNull();
        var reason = refusal!.Reasons.ShouldHaveSingleItem();
        reason.Code.ShouldBe(ReasonTable.MalformedQuery);
        reason.Arguments[0].ShouldBe(path);
        reason.Sentence(chinese: true).ShouldContain(reason.Arguments[2]);
    }

    [Fact]
    public void Parse_ByteOrderMarkOrInvalidUtf8_IsRefused()
    {
        var valid = Encoding.UTF8.GetBytes("""{"purpose":"post-loan","subjects":[{"id":"A"}]}""");
        ScoreQueryParser.Parse([0xEF, 0xBB, 0xBF, .. valid]).Refusal.ShouldNotBeNull();
        ScoreQueryParser.Parse([.. valid, 0x00]).Refusal.ShouldNotBeNull();
        var broken = valid.ToArray();
        broken[12] = 0xFF;
        ScoreQueryParser.Parse(broken).Refusal!.Main.Arguments[1].ShouldContain("UTF-8");
    }

    [Fact]
    public void Parse_ManySubjects_StopsAtTheBoundOnly()
    {
        Parse(Subjects(ScoreQueryParser.MaxSubjects)).Query!.Subjects.Count.ShouldBe(ScoreQueryParser.MaxSubjects);
        Parse(Subjects(ScoreQueryParser.MaxSubjects + 1)).Refusal!.Main.Arguments[0].ShouldBe("$.subjects");

        static string Subjects(int count) =>
            $$"""{"purpose":"post-loan","subjects":[{{string.Join(',', Enumerable.Range(1, count).Select(i => $$"""{"id":"{{i}}"}"""))}}]}""";
    }

    [Fact]
    public void Parse_TooManyFeatures_IsRefused()
    {
        var features = string.Join(',', Enumerable.Range(0, ScoreQueryParser.MaxFeatures + 1).Select(i => $"\"f{i}\":1"));
        Parse($$$"""{"purpose":"post-loan","subjects":[{"id":"A","features":{{{{features}}}}}]}""").Refusal!.Main.Arguments[0].ShouldBe("$.subjects[0].features");
    }

    private static (ScoreQuery? Query, Refusal? Refusal) Parse(string json) => ScoreQueryParser.Parse(Encoding.UTF8.GetBytes(json));
}
