namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string Audit => Pick("For the regulator: look into the access log, search it and prove it", "监管工具：查看、检索并验证访问日志");

    public string AuditKey => Pick(
        """
        Make the regulator's key pair, or show the public half of the one that is there

        Give what it prints to the gateway (Log:RegulatorKey). Subject keys are sealed to it: only with FILE can anybody say whose data was asked for. Keep a copy.
        """,
        """
        生成监管方密钥对，或显示已有密钥的公钥

        请将打印的公钥提供给网关（Log:RegulatorKey）。各期主体密钥均以其密封：只有持有 FILE 才能查明谁的数据被查询过。请妥善备份。
        """);

    public string AuditIndex => Pick(
        """
        Bring the search index in a log's folder up to its checkpoint, or build it anew

        The index is derived from the log; nothing is proved by it. A gateway that runs does this for its own log by itself, and has the index open.
        """,
        """
        将日志目录中的检索索引更新至检查点，或重新建立

        索引由日志派生，不作为任何证明依据。运行中的网关会自动维护其日志的索引，并占用该索引。
        """);

    public string AuditLogFolder => Pick("The log's folder, or a copy of it", "日志目录或其副本");

    public string AuditRebuild => Pick("Begin anew, whatever is there", "忽略现有索引，重新建立");

    public string AuditIndexed(long before, long now) => Pick($"{now - before} entries indexed; the index covers {now}", $"新索引 {now - before} 条，共覆盖 {now} 条");

    public string AuditKeyFile => Pick("The file of the private half; FILE.pub holds the public one", "私钥文件；公钥保存在 FILE.pub");
}
