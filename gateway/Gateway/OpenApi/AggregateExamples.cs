using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>Examples of aggregates. The figures are nobody's.</summary>
internal static class AggregateExamples
{
    public static Dictionary<string, IOpenApiExample> Requests => new(StringComparer.Ordinal)
    {
        ["sql"] = Schemas.Example("Counts and means by district 按区县统计人数与均值", """
            { "purpose": "post-loan", "sql": "SELECT district, COUNT(*), AVG(monthly_deposit) FROM housing-credit WHERE birth_year >= 1980 GROUP BY district" }
            """),
        ["json"] = Schemas.Example("The same in parts, with an accuracy 结构化写法，指定精度", """
            {
              "purpose": "post-loan",
              "select": [ { "function": "count-subjects" } ],
              "groupBy": [ "district" ],
              "where": { "and": [ { "column": "birth_year", "operator": "between", "from": 1980, "to": 1989 }, { "not": { "column": "monthly_deposit", "operator": "is-null" } } ] },
              "accuracy": { "within": 200 },
              "output": { "nonNegative": true }
            }
            """),
    };

    public static Dictionary<string, IOpenApiExample> Answers => new(StringComparer.Ordinal)
    {
        ["table"] = Schemas.Example("Two districts 两个区县", """
            {
              "product": "housing-credit",
              "dataVersion": "24d3e3b3e5e40e2cac70dd53bdcddd79",
              "keys": [ "district" ],
              "outputs": [ "count_subjects" ],
              "rows": [
                { "keys": [ "中原区" ], "values": [ { "value": 8123, "lower": 8046, "upper": 8200 } ] },
                { "keys": [ "金水区" ], "values": [ { "value": 15990, "lower": 15913, "upper": 16067 } ] }
              ],
              "note": null
            }
            """),
    };

    public static Dictionary<string, IOpenApiExample> Previews => new(StringComparer.Ordinal)
    {
        ["preview"] = Schemas.Example("A count of people by district 按区县统计人数", """
            {
              "cost": { "epsilon": 0.05, "nanoRho": 1250000, "femtoDelta": 0 },
              "plan": { "kind": "ranked-rows", "rows": 36, "groups": null },
              "reach": 1,
              "outputs": [ { "name": "count_subjects", "halfWidth": 39, "ranks": null } ],
              "keyPeople": null,
              "balance": { "window": { "nanoRho": 98750000, "femtoDelta": 10000000 }, "lifetime": { "nanoRho": 998750000, "femtoDelta": 100000000 } },
              "loss": { "window": { "epsilon": 0.2459, "delta": 0.000001 }, "lifetime": { "epsilon": 0.2459, "delta": 0.000001 } }
            }
            """),
    };
}
