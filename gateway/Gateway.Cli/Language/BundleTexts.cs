using System.Globalization;
using Gateway.Audit.Excerpts;
using Gateway.Cli.Audit.Bundles;
using Policies.Costs;
using Policies.Usage;

namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string AuditBundle => Pick("The bundle", "证据包文件");

    public string AuditFrom => Pick("The first entry: its index, a day in Asia/Shanghai, or a time; the log's first unless given", "起始记录：序号、日期（北京时间）或时间，默认为第一条");

    public string AuditTo => Pick("Up to and without this entry; the checkpoint's end unless given", "截止（不含）记录，默认为检查点末尾");

    public string AuditExport => Pick(
        """
        Export a range of the log as a bundle: entries, proofs, checkpoint, contract versions and bills

        The range is widened to whole bundles of 256 entries. Example:
          dpg audit export november.zip --from 2026-11-01 --to 2026-12-01
        """,
        """
        将日志的一段导出为证据包：记录、证明、检查点、合约版本与账单

        范围会扩展为完整的 256 条一组。示例：
          dpg audit export november.zip --from 2026-11-01 --to 2026-12-01
        """);

    public string AuditVerify => Pick(
        """
        Check a bundle offline: every hash and signature, what is missing, every decision, the privacy spent and the bills

        Example:
          dpg audit verify november.zip --log-key log.vkey --witness-key regulator.vkey
        """,
        """
        离线检查证据包：每个哈希与签名、是否遗漏、每项决定、隐私支出与账单

        示例：
          dpg audit verify november.zip --log-key log.vkey --witness-key regulator.vkey
        """);

    public string AuditNothingYet => Pick("There is no checkpoint yet that enough witnesses have cosigned.", "尚无获得足够见证签名的检查点。");

    public string AuditEmptyRange => Pick("There is no entry in this range.", "该范围内没有记录。");

    public string AuditNoPlace(string text) => Pick($"'{text}' is no index, day or time.", $"“{text}”不是序号、日期或时间。");

    public string AuditExported(string file, BundleManifest manifest) => Pick(
        $"{file}: entries {manifest.First * LogExcerpt.BundleSize} to {Math.Min(manifest.Size, (manifest.Last + 1) * LogExcerpt.BundleSize) - 1} of {manifest.Origin}",
        $"{file}：{manifest.Origin} 的第 {manifest.First * LogExcerpt.BundleSize} 至 {Math.Min(manifest.Size, (manifest.Last + 1) * LogExcerpt.BundleSize) - 1} 条记录");

    public string AuditDiscrepancy(Discrepancy discrepancy) => Pick(
        $"DISCREPANCY {discrepancy.Name}{(discrepancy.Index is { } at ? $" at entry {at}" : "")}: {discrepancy.Message}",
        $"不一致 {discrepancy.Name}{(discrepancy.Index is { } entry ? $"（记录 {entry}）" : "")}：{discrepancy.Message}");

    public string AuditSpent(string contract, PrivacyCost spent) => Pick(
        $"{contract} spent {spent.NanoRho} nano-rho and {spent.FemtoDelta} femto-delta.", $"{contract} 隐私支出：{spent.NanoRho} nano-rho，{spent.FemtoDelta} femto-delta。");

    public string AuditFees(string contract, UsageMonth month, UsageTotal total)
    {
        var fees = (total.Fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);
        return Pick($"{contract} {month}: {total.Calls} calls about {total.Subjects} people, {fees} CNY.", $"{contract} {month}：{total.Calls} 次调用，{total.Subjects} 人次，费用 {fees} 元。");
    }

    public string AuditHolds(BundleReport report) => Pick(
        $"The bundle holds: {report.Entries} entries, {report.Completeness!.Jobs} jobs of {report.Completeness.Workers} worker starts, {report.Completeness.Charges} charges.",
        $"证据包通过验证：{report.Entries} 条记录，{report.Completeness!.Workers} 次工作进程启动的 {report.Completeness.Jobs} 个任务，{report.Completeness.Charges} 笔支出。");
}
