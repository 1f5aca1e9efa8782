namespace Policies.Queries.Sql;

/// <summary>What can be wrong with a SQL text. What was expected is told in SQL's own words; what was found is not repeated.</summary>
internal static class SqlProblem
{
    public static readonly QueryProblem NoWord = new("No word of this SQL subset begins here, or a text is not closed.", "此处不是该 SQL 子集中的有效词，或字符串未闭合。");
    public static readonly QueryProblem WantsFunction = new("A function is wanted: COUNT, SUM, AVG, VARIANCE, MEDIAN, QUANTILE or HISTOGRAM.", "此处应为函数：COUNT、SUM、AVG、VARIANCE、MEDIAN、QUANTILE 或 HISTOGRAM。");
    public static readonly QueryProblem WantsCount = new("COUNT(*) counts rows, COUNT(DISTINCT SUBJECT) people. Nothing else can be counted.", "COUNT(*) 统计记录数，COUNT(DISTINCT SUBJECT) 统计人数，不支持其他形式。");
    public static readonly QueryProblem WantsOneColumn = new("This function takes one column, then numbers where it needs any.", "该函数接受一列，必要时后接数字。");
    public static readonly QueryProblem NotGrouped = new("A column that is selected is wanted after GROUP BY, too.", "SELECT 中的列须同时出现在 GROUP BY 中。");
    public static readonly QueryProblem NothingSelected = new("At least one function is wanted after SELECT.", "SELECT 后至少需要一个函数。");
    public static readonly QueryProblem WantsDate = new("Only DATE may stand before a text.", "字符串前仅可使用 DATE。");

    private static readonly QueryProblem Unexpected = new("This is not expected here. See docs/aggregates.md for the SQL subset.", "此处语法不符，所支持的 SQL 子集见 docs/aggregates.md。");

    /// <summary>Expectations come from the grammar, never from the text.</summary>
    public static QueryProblem Expected(string[] expectations)
    {
        if (expectations.Length == 0) return Unexpected;
        var words = string.Join(", ", expectations.Select(e => e.Trim('`')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return new QueryProblem($"Expected here: {words}.", $"此处应为：{words}。");
    }
}
