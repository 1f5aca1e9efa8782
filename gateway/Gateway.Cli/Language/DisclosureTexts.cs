namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string Disclosure => Pick(
        """
        Write a year's public figures, from a log's files alone

        The log is verified first. DIR gets disclosure-YEAR.csv and disclosure-YEAR.html, a page with charts that loads nothing. Counts are in tens. Fees need the
        contract versions (--document); without them none are stated.
        """,
        """
        仅凭日志文件生成年度公开数据

        先验证日志。DIR 中生成 disclosure-YEAR.csv 与 disclosure-YEAR.html（含图表，不加载任何外部内容）。计数以十为单位。费用需要各合约版本文件（--document），缺少时不列示。
        """);

    public string DisclosureYear => Pick("The calendar year in Asia/Shanghai, such as 2026", "年份（北京时间），如 2026");

    public string DisclosureOut => Pick("The folder to write to", "输出目录");

    public string DisclosureUnpriced(IReadOnlyList<string> versions) => Pick(
        $"No fees are stated: give the versions {string.Join(", ", versions)} by --document.", $"未列示费用：请用 --document 提供合约版本 {string.Join("、", versions)}。");
}
