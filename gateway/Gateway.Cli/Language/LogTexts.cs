namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string Log => Pick("Verify an access log", "验证访问日志");

    public string LogFolder => Pick("The log's folder, or a copy of it", "日志目录或其副本");

    public string LogEarlier => Pick("A checkpoint that you kept: the log must have grown from it; may be given several times", "您保存的检查点：日志必须由其增长而来；可多次给出");

    public string LogVerify => Pick(
        """
        Verify a whole log offline: every entry, hash and subject, that it has grown from what was seen before, and that nothing was left out

        Example:
          dpg log verify state/gateway/log --key log.vkey --witness-key regulator.vkey --earlier checkpoint.last-month
        """,
        """
        离线验证整个日志：每条记录、每个哈希与主体，是否由先前所见增长而来，以及是否有遗漏

        示例：
          dpg log verify state/gateway/log --key log.vkey --witness-key regulator.vkey --earlier checkpoint.last-month
        """);

    public string NoSuchLog(string folder) => Pick($"There is no folder {folder}.", $"未找到目录 {folder}。");

    public string NoCheckpoint(string file) => Pick($"{file} is no checkpoint that the log's key has signed.", $"{file} 不是由日志密钥签名的检查点。");

    public string NotCosigned(string file, int needed) => Pick(
        $"{file} is no checkpoint of this log that {needed} of these witnesses have cosigned.", $"{file} 不是具有 {needed} 个见证签名的本日志检查点。");

    public string LogProblem(long? index, string what) => Pick(
        index is { } at ? $"PROBLEM at entry {at}: {what}" : $"PROBLEM: {what}", index is { } entry ? $"问题（记录 {entry}）：{what}" : $"问题：{what}");

    public string LogUnknown(string what) => Pick($"Not known: {what}", $"无法得知：{what}");

    public string LogHolds(string origin, long size, long waiting, int earlier) => Pick(
        $"{origin}: {size} entries are as its checkpoint says, {waiting} wait for the next; it has grown from {earlier} earlier checkpoints.",
        $"{origin}：{size} 条记录与检查点一致，{waiting} 条等待下一检查点；由 {earlier} 个先前检查点增长而来。");

    public string LogComplete(int workers, long jobs, long charges) => Pick(
        $"Nothing is missing: {jobs} jobs of {workers} worker starts, {charges} charges of the ledger.", $"没有遗漏：{workers} 次工作进程启动的 {jobs} 个任务，账本 {charges} 笔支出。");

    public string LogProblems(int problems) => Pick($"{problems} problems. The log does not hold.", $"共 {problems} 个问题，日志未通过验证。");
}
