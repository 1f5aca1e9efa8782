namespace Policies.Queries.Aggregates;

/// <summary>What can be wrong with an aggregate query: a closed list of sentences, in both languages, none of which repeats the input.</summary>
internal static class AggregateProblem
{
    public static readonly QueryProblem UnknownMember = new("The member is not known here. Known: see AggregateRequest in /openapi/v1.json.", "存在未知成员，请参阅 /openapi/v1.json 中的 AggregateRequest。");
    public static readonly QueryProblem Missing = new("This member is missing.", "缺少此成员。");
    public static readonly QueryProblem SqlOrSelect = new("Exactly one of the members 'sql' and 'select' is wanted.", "sql 与 select 须且仅须提供其一。");
    public static readonly QueryProblem NotBesideSql = new("With 'sql' this member is not wanted: the SQL text says it.", "使用 sql 时不得提供此成员，应写在 SQL 文本中。");
    public static readonly QueryProblem WantsFunction = new("A function is wanted: count, count-subjects, sum, mean, variance, quantile, median or histogram.", "此处应为函数：count、count-subjects、sum、mean、variance、quantile、median 或 histogram。");
    public static readonly QueryProblem WantsColumn = new("A column's name is wanted: 1 to 63 lower-case letters, digits and '_', beginning with a letter.", "此处应为列名：1 至 63 个小写字母、数字或“_”，并以字母开头。");
    public static readonly QueryProblem NeedsColumn = new("This function is computed of a column. State one.", "该函数须指定列。");
    public static readonly QueryProblem NoColumn = new("This function counts rows or people. State no column.", "该函数统计记录数或人数，不得指定列。");
    public static readonly QueryProblem WantsQuantiles = new("1 to 16 distinct shares between 0.001 and 0.999, with at most three digits, are wanted.", "此处应为 1 至 16 个互不相同的分位点，介于 0.001 与 0.999 之间，最多三位小数。");
    public static readonly QueryProblem WantsEdges = new("2 to 65 ascending numbers are wanted: the edges of the bins.", "此处应为 2 至 65 个递增的数，即各区间的边界。");
    public static readonly QueryProblem NotOfThisFunction = new("This function takes no such argument.", "该函数不接受此参数。");
    public static readonly QueryProblem EmptyList = new("At least one is wanted.", "至少需要一个。");
    public static readonly QueryProblem TooManySelections = new("At most 16 things can be computed at once.", "一次最多计算 16 项。");
    public static readonly QueryProblem TooManyKeys = new("At most 4 columns can be grouped by.", "最多可按 4 列分组。");
    public static readonly QueryProblem RepeatedKey = new("The column stands here twice.", "该列重复出现。");
    public static readonly QueryProblem TooManyComparisons = new("There are more than 64 comparisons.", "比较条件超过 64 个。");
    public static readonly QueryProblem TooManyValues = new("There are more than 256 values.", "取值超过 256 个。");
    public static readonly QueryProblem TooDeep = new("AND, OR and NOT are nested deeper than 12.", "AND、OR、NOT 的嵌套超过 12 层。");
    public static readonly QueryProblem WantsPredicate = new("One of and, or, not, or a column with an operator is wanted.", "此处应为 and、or、not 之一，或列与运算符。");
    public static readonly QueryProblem WantsOperator = new("An operator is wanted: equal, not-equal, less, less-or-equal, greater, greater-or-equal, in, between or is-null.", "此处应为运算符：equal、not-equal、less、less-or-equal、greater、greater-or-equal、in、between 或 is-null。");
    public static readonly QueryProblem WantsLiteral = new("A text, a number, true or false is wanted.", "此处应为字符串、数字、true 或 false。");
    public static readonly QueryProblem NullLiteral = new("Null equals nothing. Use the operator is-null.", "null 不能参与比较，请使用 is-null。");
    public static readonly QueryProblem LongText = new("The text has more than 256 characters.", "字符串超过 256 个字符。");
    public static readonly QueryProblem LongNumber = new("The number has more than 64 digits or an exponent beyond 400.", "数字超过 64 位或指数超出 400。");
    public static readonly QueryProblem WantsTruth = new("True or false is wanted.", "此处应为 true 或 false。");
    public static readonly QueryProblem WantsEpsilon = new("An epsilon from 0.000001 to 10 is wanted, with at most six digits after the point.", "此处应为 0.000001 至 10 的 epsilon，最多六位小数。");
    public static readonly QueryProblem WantsDelta = new("A delta from 0.000000000000001 to 0.01 is wanted.", "此处应为 0.000000000000001 至 0.01 的 delta。");
    public static readonly QueryProblem EpsilonOrAccuracy = new("State epsilon or accuracy, not both.", "epsilon 与 accuracy 只能提供其一。");
    public static readonly QueryProblem WantsWithin = new("A number above 0 is wanted.", "此处应为大于 0 的数。");
    public static readonly QueryProblem WantsRows = new("A whole number from 1 to 1000000000000 is wanted.", "此处应为 1 至 1000000000000 的整数。");
    public static readonly QueryProblem WantsNoise = new("One of gaussian, laplace is wanted.", "此处应为 gaussian 或 laplace。");
    public static readonly QueryProblem WantsMultiple = new("A whole number from 1 to 1000000000 is wanted.", "此处应为 1 至 1000000000 的整数。");
    public static readonly QueryProblem LongSql = new("The SQL text has more than 16384 characters.", "SQL 文本超过 16384 个字符。");

    public static readonly QueryProblem HistogramAlone = new("A histogram is asked for alone, and not grouped by its own column.", "直方图须单独查询，且不得按同一列分组。");

    // --- Held against the product
    public static readonly QueryProblem OtherProduct = new("This is not the product of the request's path.", "与请求路径中的数据产品不一致。");
    public static readonly QueryProblem WantsTextLiteral = new("The column holds texts: a text is wanted.", "该列为文本，此处应为字符串。");
    public static readonly QueryProblem WantsNumberLiteral = new("The column holds numbers: a number is wanted.", "该列为数值，此处应为数字。");
    public static readonly QueryProblem WantsDateLiteral = new("The column holds dates: a text such as 2026-01-31 is wanted.", "该列为日期，此处应为形如 2026-01-31 的字符串。");
    public static readonly QueryProblem WantsTruthLiteral = new("The column is true or false: true or false is wanted.", "该列为布尔值，此处应为 true 或 false。");
    public static readonly QueryProblem NoOrder = new("The column has no order: equal, not-equal, in and is-null alone fit it.", "该列无大小顺序，仅可使用 equal、not-equal、in、is-null。");
    public static readonly QueryProblem EdgesOffLattice = new("An edge has more digits after the point than the column.", "边界的小数位数多于该列。");
}
