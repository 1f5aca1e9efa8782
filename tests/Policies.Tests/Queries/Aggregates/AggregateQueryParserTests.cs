using System.Text;
using Policies.Aggregates;
using Policies.Decisions;
using Policies.Queries.Aggregates;

namespace Policies.Tests.Queries.Aggregates;

public sealed class AggregateQueryParserTests
{
    [Fact]
    public void Parse_EveryMember_IsTyped()
    {
        var query = Query(
            """
            {"purpose":"credit-granting","select":[{"function":"count"},{"function":"mean","column":"monthly_deposit"},
              {"function":"quantile","column":"monthly_deposit","at":[0.9,0.25]},{"function":"median","column":"loan_balance"}],
             "groupBy":["district"],"where":{"and":[{"column":"district","operator":"in","values":["金水区","中原区"]},
              {"not":{"column":"monthly_deposit","operator":"between","from":-1.50,"to":1e3}},{"column":"employer","operator":"is-null"}]},
             "accuracy":{"within":200,"rows":5000},"delta":1e-10,"mechanism":"laplace","output":{"nonNegative":true,"roundTo":10}}
            """);
        query.Purpose.ShouldBe("credit-granting");
        query.Select.Select(s => s.Function).ShouldBe([AggregateFunction.Count, AggregateFunction.Mean, AggregateFunction.Quantile, AggregateFunction.Median]);
        query.Select[2].Quantiles.ShouldBe([250, 900]);
        query.Select[3].Quantiles.ShouldBe([500]);
        query.GroupBy.ShouldHaveSingleItem().ShouldBe(new NamedColumn("district", "$.groupBy[0]"));
        var parts = query.Where.ShouldBeOfType<Predicate.And>().Parts;
        parts[1].ShouldBeOfType<Predicate.Not>().Part.ShouldBeOfType<Predicate.Comparison>().Literals
            .ShouldBe([new QueryLiteral.Number(Number("-1.5")), new QueryLiteral.Number(Number("1000"))]);
        query.Spend.ShouldBe(new SpendLimit(null, new AccuracyTarget(Number("200"), 5000), 100_000, "$.accuracy"));
        (query.Mechanism, query.Output).ShouldBe((NoiseKind.Laplace, new OutputShape(true, 10)));
    }

    [Fact]
    public void Parse_Sql_IsTheSameQueryAsJson()
    {
        var json = Query(
            """
            {"purpose":"p","select":[{"function":"count"},{"function":"count-subjects"},{"function":"mean","column":"x"},{"function":"quantile","column":"x","at":[0.5,0.25]}],
             "groupBy":["district"],"where":{"or":[{"and":[{"column":"x","operator":"greater","value":-4.5},{"not":{"column":"district","operator":"in","values":["a'b","c"]}}]},
             {"not":{"not":{"column":"since","operator":"between","from":"2026-01-01","to":"2026-02-01"}}},{"not":{"column":"e","operator":"is-null"}},{"column":"b","operator":"equal","value":true}]}}
            """);
        var sql = Query(Sql(
            """
            select District, COUNT(*), count(distinct subject), AVG(x), Quantile(x, 0.5, 0.25) FROM housing-credit
            WHERE (x > -4.5 AND district NOT IN ('a''b', 'c')) OR NOT NOT since BETWEEN DATE '2026-01-01' AND '2026-02-01' OR e IS NOT NULL OR b = TRUE
            GROUP BY district;
            """));
        sql.From!.Name.ShouldBe("housing-credit");
        Plain(sql).ShouldBe(Plain(json).Replace("Not(Not(C(since,Between,2026-01-01|2026-02-01)))", "C(since,Between,2026-01-01|2026-02-01)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("[]", "$")]
    [InlineData("""{"purpose":"p"}""", "$")]
    [InlineData("""{"purpose":"p","sql":"SELECT COUNT(*) FROM p","select":[]}""", "$")]
    [InlineData("""{"purpose":"p","sql":"SELECT COUNT(*) FROM p","where":{}}""", "$.where")]
    [InlineData("""{"purpose":"p","select":[],"groupBy":[]}""", "$.select")]
    [InlineData("""{"select":[{"function":"count"}]}""", "$.purpose")]
    [InlineData("""{"purpose":"p","select":[{"function":"count"}],"x":1}""", "$")]
    [InlineData("""{"purpose":"p","select":[{"function":"count","function":"sum"}]}""", "$.select[0].function")]
    [InlineData("""{"purpose":"p","select":[{"function":"COUNT"}]}""", "$.select[0].function")]
    [InlineData("""{"purpose":"p","select":[{"function":"sum"}]}""", "$.select[0]")]
    [InlineData("""{"purpose":"p","select":[{"function":"count","column":"x"}]}""", "$.select[0]")]
    [InlineData("""{"purpose":"p","select":[{"function":"sum","column":"x","at":[0.5]}]}""", "$.select[0].at")]
    [InlineData("""{"purpose":"p","select":[{"function":"quantile","column":"x","at":[0.5,0.5]}]}""", "$.select[0].at")]
    [InlineData("""{"purpose":"p","select":[{"function":"quantile","column":"x","at":[1]}]}""", "$.select[0].at")]
    [InlineData("""{"purpose":"p","select":[{"function":"histogram","column":"x","edges":[2,1]}]}""", "$.select[0].edges")]
    [InlineData("""{"purpose":"p","select":[{"function":"count"}],"groupBy":["a","a"]}""", "$.groupBy[1]")]
    [InlineData("""{"purpose":"p","select":[{"function":"count"}],"where":{"and":[]}}""", "$.where.and")]
    [InlineData("""{"purpose":"p","select":[{"function":"count"}],"where":{"and":[{"column":"x"}]}}""", "$.where.and[0].operator")]
    [InlineData("""{"purpose":"p","select":[{"function":"count"}],"where":{"not":{"column":"x","operator":"equal","value":null}}}""", "$.where.not.value")]
    [InlineData("""{"purpose":"p","select":[{"function":"count"}],"where":{"column":"x","operator":"in","values":[1,[]]}}""", "$.where.values[1]")]
    [InlineData("""{"purpose":"p","select":[{"function":"count"}],"where":{"column":"x","operator":"in","value":1}}""", "$.where.value", "$.where.values")]
    [InlineData("""{"purpose":"p","select":[{"function":"count"}],"where":{"column":"x","and":[]}}""", "$.where")]
    [InlineData("""{"purpose":"p","select":[{"function":"count"}],"epsilon":0}""", "$.epsilon")]
    [InlineData("""{"purpose":"p","select":[{"function":"count"}],"epsilon":1,"accuracy":{"within":1}}""", "$")]
    [InlineData("""{"purpose":"p","select":[{"function":"count"}],"accuracy":{"within":0}}""", "$.accuracy.within")]
    [InlineData("""{"purpose":"p","select":[{"function":"count"}],"delta":0.5}""", "$.delta")]
    [InlineData("""{"purpose":"p","select":[{"function":"count"}],"mechanism":"Gaussian"}""", "$.mechanism")]
    [InlineData("""{"purpose":"p","select":[{"function":"count"}],"output":{"roundTo":0,"nonNegative":1}}""", "$.output.nonNegative", "$.output.roundTo")]
    [InlineData("""{"purpose":1,"select":[{"function":"sum"},{"function":"count"}],"epsilon":"S3CR3T"}""", "$.purpose", "$.select[0]", "$.epsilon")]
    public void Parse_Malformed_NamesEveryPlace(string json, params string[] places) => Places(json).ShouldBe(places);

    [Theory]
    [InlineData("", "$.sql:1:1")]
    [InlineData("SELECT COUNT(*)", "$.sql:1:16")]
    [InlineData("SELECT COUNT(*) FROM p WHERE x >", "$.sql:1:33")]
    [InlineData("SELECT COUNT(*) FROM p\nWHERE x LIKE 'S3CR3T'", "$.sql:2:9")]
    [InlineData("SELECT COUNT(*) FROM p, q", "$.sql:1:23")]
    [InlineData("SELECT COUNT(*) FROM p WHERE x = (SELECT 1)", "$.sql:1:34")]
    [InlineData("SELECT COUNT(*) FROM p HAVING 1", "$.sql:1:24")]
    [InlineData("SELECT COUNT(*) FROM p; DROP TABLE S3CR3T", "$.sql:1:25")]
    [InlineData("SELECT COUNT(*) FROM p -- S3CR3T", "$.sql:1:24")]
    [InlineData("SELECT COUNT(*) FROM p WHERE x = 'S3CR3T", "$.sql:1:34")]
    [InlineData("SELECT COUNT(x) FROM p", "$.sql:1:8")]
    [InlineData("SELECT MAX(x) FROM p", "$.sql:1:8")]
    [InlineData("SELECT S3CR3T(x) FROM p", "$.sql:1:8")]
    [InlineData("SELECT district, COUNT(*) FROM p", "$.sql:1:8")]
    [InlineData("SELECT district FROM p GROUP BY district", "$.sql:1:8")]
    [InlineData("SELECT SUM(x), QUANTILE(y) FROM p WHERE a = b", "$.sql:1:16", "$.sql:1:45")]
    [InlineData("SELECT COUNT(*) FROM p WHERE x = TIME '1'", "$.sql:1:34")]
    [InlineData("SELECT COUNT(*) FROM p WHERE ((((((((((((((x = 1))))))))))))))", "$.sql:1:42")]
    public void Parse_MalformedSql_NamesLineAndColumn(string sql, params string[] places) => Places(Sql(sql)).ShouldBe(places);

    [Fact]
    public void Parse_DeepOrLong_IsRefused()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"not\":", 12)) + "{\"not\":{\"column\":\"x\",\"operator\":\"is-null\"}}" + new string('}', 12);
        Places($$"""{"purpose":"p","select":[{"function":"count"}],"where":{{deep}}}""").ShouldHaveSingleItem().ShouldEndWith(".not");
        Places(Sql("SELECT COUNT(*) FROM p WHERE x IN (" + string.Join(',', Enumerable.Range(0, 257)) + ")")).ShouldBe(["$.sql:1:30"]);
        Places(Sql("SELECT COUNT(*) FROM p WHERE " + string.Join(" AND ", Enumerable.Repeat("x=1", 65)))).ShouldHaveSingleItem();
        Places(Sql(new string('(', 16_000))).ShouldHaveSingleItem();
        Places(Sql("SELECT COUNT(*) FROM p WHERE " + string.Concat(Enumerable.Repeat("NOT ", 3000)) + "x=1")).ShouldBeEmpty("NOT does not nest");
    }

    private static string Sql(string sql) => $$"""{"purpose":"p","sql":"{{System.Text.Json.JsonEncodedText.Encode(sql)}}"}""";

    private static ExactNumber Number(string text) => ExactNumber.TryParse(text, out var number) ? number : throw new ArgumentException(text, nameof(text));

    private static AggregateQuery Query(string json)
    {
        var (query, refusal) = AggregateQueryParser.Parse(Encoding.UTF8.GetBytes(json));
        refusal?.Reasons.Select(r => r.Sentence(false)).ShouldBeEmpty();
        return query.ShouldNotBeNull();
    }

    private static string[] Places(string json)
    {
        var (_, refusal) = AggregateQueryParser.Parse(Encoding.UTF8.GetBytes(json));
        foreach (var reason in refusal?.Reasons ?? [])
        {
            reason.Code.ShouldBe(ReasonTable.MalformedQuery);
            reason.Sentence(chinese: false).ShouldNotContain("S3CR3T");
            reason.Sentence(chinese: true).ShouldNotContain("S3CR3T");
        }

        return [.. refusal?.Reasons.Select(r => r.Arguments[0]) ?? []];
    }

    private static string Plain(AggregateQuery query) => string.Join(
        ' ', string.Join(',', query.Select.Select(s => $"{s.Function}({s.Column?.Name};{string.Join('|', s.Quantiles)})")),
        string.Join(',', query.GroupBy.Select(g => g.Name)), Plain(query.Where!));

    private static string Plain(Predicate predicate) => predicate switch
    {
        Predicate.Not not => $"Not({Plain(not.Part)})",
        Predicate.And and => $"And({string.Join(',', and.Parts.Select(Plain))})",
        Predicate.Or or => $"Or({string.Join(',', or.Parts.Select(Plain))})",
        Predicate.Comparison c => $"C({c.Column.Name},{c.Operator},{string.Join('|', c.Literals.Select(l => l switch
        {
            QueryLiteral.Text text => text.Value,
            QueryLiteral.Number number => $"{number.Value.Mantissa}e{number.Value.Exponent}",
            QueryLiteral.Truth truth => $"{truth.Value}",
            _ => "?",
        }))})",
        _ => "?",
    };
}
