using System.Globalization;

namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string Query => Pick(
        """
        Ask for a table about groups of people, with noise that hides each of them

        Examples:
          dpg query "SELECT district, COUNT(*), AVG(monthly_deposit) FROM housing-credit GROUP BY district" --purpose post-loan
          dpg query "SELECT COUNT(DISTINCT SUBJECT) FROM housing-credit WHERE birth_year BETWEEN 1980 AND 1989" --purpose post-loan --within 200
          dpg query "SELECT employer, COUNT(*) FROM housing-credit GROUP BY employer" --purpose post-loan --preview

        Each value comes with its 95 % interval. The same question, however it is put, is answered with the same bytes and charged once.
        """,
        """
        查询人群统计表，结果含噪声，任何个人均不可辨识

        示例：
          dpg query "SELECT district, COUNT(*), AVG(monthly_deposit) FROM housing-credit GROUP BY district" --purpose post-loan
          dpg query "SELECT COUNT(DISTINCT SUBJECT) FROM housing-credit WHERE birth_year BETWEEN 1980 AND 1989" --purpose post-loan --within 200
          dpg query "SELECT employer, COUNT(*) FROM housing-credit GROUP BY employer" --purpose post-loan --preview

        每个数值附 95% 置信区间。同一问题无论如何表述，均返回相同字节且只扣减一次预算。
        """);

    public string QuerySql => Pick("The question, in the SQL subset of docs/aggregates.md", "查询语句，所支持的 SQL 子集见 docs/aggregates.md");

    public string QueryProduct => Pick("The product; by default what FROM names", "数据产品；默认取 FROM 所指");

    public string QueryPreview => Pick("Show cost, plan and expected error; nothing is charged", "仅显示代价、方案与预期误差，不扣减预算");

    public string QueryCsv => Pick("Print CSV: of each value also the ends of its interval", "输出 CSV，含每个数值的区间两端");

    public string QueryEpsilon => Pick("How much it may cost; by default the most that the contract grants", "隐私代价；默认为合约授权的上限");

    public string QueryWithin => Pick("The accuracy wanted: half the width of each 95 % interval", "期望精度：95% 区间的半宽");

    public string QueryRows => Pick("How many rows a group is taken to have; means with --within need it", "预计每组记录数；平均值使用 --within 时须提供");

    public string QueryDelta => Pick("The delta for groups that are not public", "非公开分组所用 delta");

    public string QueryMechanism => Pick("The noise; by default gaussian", "噪声机制；默认 gaussian");

    public string QueryNonNegative => Pick("Raise counts and the like to 0", "计数等结果不低于 0");

    public string QueryRoundTo => Pick("Round values to multiples of this", "数值取整为该数的整数倍");

    public string QueryNoProduct => Pick("Name the product: SELECT … FROM housing-credit …, or --product.", "请指明数据产品：SELECT … FROM housing-credit …，或使用 --product。");

    public string QueryEpsilonOrWithin => Pick("--epsilon and --within exclude each other.", "--epsilon 与 --within 不可同时使用。");

    public string QueryRowsNeedWithin => Pick("--rows goes with --within.", "--rows 须与 --within 同时使用。");

    public string QueryPreviewAlone => Pick("--preview has no answer to print as CSV or to save.", "--preview 无结果可输出为 CSV 或保存。");

    public string QueryBadDelta => Pick("--delta wants a number such as 1e-10.", "--delta 应为形如 1e-10 的数。");

    public string QueryMissing => Pick("(missing)", "（缺失）");

    public string QueryUnknownError => Pick("depends on the data", "取决于数据");

    public string QueryFree => Pick("Answered before: nothing was charged", "此前已回答：未扣减预算");

    public string[] PreviewColumns => Pick(["output", "expected error (95 %)"], ["输出", "预期误差（95%）"]);

    public string QueryRanks(string ranks) => Pick($"± {ranks} rows of rank", $"排名误差 ± {ranks} 行");

    public string QueryKeyPeople(string people) => Pick($"Groups that are not public are shown from about {people} people on", $"非公开分组约 {people} 人以上方可显示");

    public string QueryPlan(string kind, int rows, int? groups) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Pick("Plan", "方案")}: {kind}, {Pick("rows of a person", "每人记录数")} ≤ {rows}{(groups is { } g ? string.Create(CultureInfo.InvariantCulture, $", {Pick("groups of a person", "每人分组数")} ≤ {g}") : "")}");

    public string QueryWouldCost(string epsilon, string rho, string delta) => Pick(
        $"Would cost epsilon {epsilon} (rho {rho}), delta {delta}", $"代价：epsilon {epsilon}（rho {rho}），delta {delta}");

    public string QueryCost(string rho, string delta) => Pick($"Cost rho {rho}, delta {delta}", $"已扣减 rho {rho}，delta {delta}");

    public string QueryLeft(string window, string lifetime) => Pick($"Left: rho {window} this month, {lifetime} in all", $"剩余：本月 rho {window}，累计 {lifetime}");

    public string QueryLost(double window, double lifetime, double delta) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Pick("Spent so far, as (epsilon, delta)", "已消耗，折合 (epsilon, delta)")}: {Pick("this month", "本月")} {window:0.####}, {Pick("in all", "累计")} {lifetime:0.####}, delta {delta:0.##E-0}");

    public string QuerySpent(DateTimeOffset time, string contract, long nanoRho, long ledger) => string.Create(
        CultureInfo.InvariantCulture, $"{time.ToOffset(TimeSpan.FromHours(8)):yyyy-MM-dd HH:mm:ss} {contract}: rho {nanoRho / 1_000_000_000m:0.#########} ({Pick("ledger", "账本")} {ledger})");
}
