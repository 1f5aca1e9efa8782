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

    public string AuditKeyFile => Pick("The file of the private half; FILE.pub holds the public one", "私钥文件；公钥保存在 FILE.pub");
}
