namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string Witness => Pick(
        """
        Run a witness (C2SP tlog-witness): it cosigns a log's checkpoints as long as each follows from the last

        Prints its verifier key. Give that to the gateway (Witness:Witnesses:0:Key) and to whoever verifies receipts. Behind a reverse proxy with TLS,
        listen on loopback. Never set its folder back to a backup: it would cosign a second history.
        """,
        """
        运行见证服务（C2SP tlog-witness）：仅当检查点与上一个一致时才签名

        启动时打印其验证公钥，请提供给网关（Witness:Witnesses:0:Key）及回执验证者。位于 TLS 反向代理之后时请监听回环地址。切勿将其目录恢复到旧备份。
        """);

    public string WitnessState => Pick("The folder of its key and its memory", "密钥与记录所在目录");

    public string WitnessName => Pick("Its name, such as regulator.example/witness", "名称，如 regulator.example/witness");

    public string WitnessLogs => Pick("The verifier key of a log to cosign, or a file that holds it", "要见证的日志的验证公钥，或包含它的文件");

    public string WitnessListen => Pick("Where to listen", "监听地址");

    public string WitnessServes(Uri address) => Pick($"Cosigning at {address}", $"正在 {address} 提供见证服务");
}
