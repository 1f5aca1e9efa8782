namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string Alerts => Pick("List what the rules of policies/alerts found in the access log", "列出告警规则在访问日志中的发现");

    public string AlertsAll => Pick("Those that were acknowledged, too", "包括已确认的告警");

    public string AlertAck => Pick("Take note of an alert and say why no more is to be done; the access log keeps it", "确认告警并说明理由；确认会记入访问日志");

    public string AlertNumber => Pick("The alert's number", "告警编号");

    public string AlertReason => Pick("Why no more is to be done, in one line; never write data into it", "无需继续处理的理由（一行），请勿写入数据");

    public string[] AlertColumns => Pick(["alert", "time", "rule", "about", "entry", "figures", "acknowledged"], ["编号", "时间", "规则", "对象", "条目", "数据", "确认"]);

    public string AlertAcknowledged(long alert, string by, long entry) => Pick($"alert {alert} is acknowledged by {by}: entry {entry}", $"告警 {alert} 已由 {by} 确认：日志第 {entry} 条");
}
