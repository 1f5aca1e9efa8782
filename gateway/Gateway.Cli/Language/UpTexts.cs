using System.Globalization;

namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string Up => Pick(
        """
        Set up what is missing (demo city, models, demo clients), then run the gateway and its boxed workers

        Example:
          dpg up --state var --address https://127.0.0.1:8443
        """,
        """
        准备缺少的内容（演示城市、模型、演示客户端），然后运行网关及沙箱

        示例：
          dpg up --state var --address https://127.0.0.1:8443
        """);

    public string Check => Pick(
        "Check this machine: set everything up in a temporary folder, do every job as a user would, verify the answers; the last line is JSON",
        "自检：在临时目录完成全部准备，按用户方式执行每项任务并核验结果；最后一行为 JSON");

    public string AddressOption => Pick("Where the gateway listens, https", "网关监听地址，https");

    public string HttpOption => Pick("A further address for plain HTTP, on loopback only", "额外的明文 HTTP 监听地址，仅限本机回环");

    public string HttpsOnly => Pick("--address must be an https address, such as https://127.0.0.1:8443", "--address 必须为 https 地址，如 https://127.0.0.1:8443");

    public string ApiPages => Pick("API pages", "接口文档");

    public string BankKey => Pick("the demo bank's key file", "演示银行的密钥文件");

    public string ScoreWithDpg => Pick("Score a resident of the demo city with dpg:", "用 dpg 为演示城市居民评分：");

    public string ScoreWithCurl => Pick("The same with curl:", "用 curl：");

    public string CtrlC => Pick("Ctrl-C stops it.", "按 Ctrl-C 停止。");

    public string Stopping => Pick("Stopping…", "正在停止…");

    public string JsonOption => Pick("Print the line of JSON and nothing else", "仅输出 JSON 行");

    public string StateTaken(string state) => Pick(
        $"Another `dpg up` runs on {state}. Stop it first, or give another --state and --address.",
        $"另一个 `dpg up` 正在使用 {state}。请先停止它，或另行指定 --state 与 --address。");

    public string Serving(string url) => Pick($"The gateway serves at {url}", $"网关已就绪：{url}");

    public string GatewayEnded(int code, IReadOnlyList<string> lines) => WithLines(
        string.Create(CultureInfo.InvariantCulture, $"{Pick("The gateway ended with exit code", "网关已退出，退出码")} {code}."), lines);

    public string GatewayNotReady(Uri address, IReadOnlyList<string> lines) => WithLines(
        Pick($"The gateway at {address} does not become ready; {address}health/ready says what is missing.", $"网关 {address} 未能就绪，缺少的内容见 {address}health/ready。"), lines);

    private string WithLines(string sentence, IReadOnlyList<string> lines) =>
        lines.Count == 0 ? sentence : string.Join(Environment.NewLine, lines.Prepend($"{sentence} {Pick("It said:", "其输出：")}"));
}
