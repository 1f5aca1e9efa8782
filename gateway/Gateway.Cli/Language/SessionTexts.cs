using System.Globalization;

namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string About => Pick(
        """
        Data products without seeing the data: ask questions under a contract, get scores and receipts.

        Examples:
          dpg up                                                  run everything on this machine
          dpg login --key var/clients/bank-ccb.json               remember who you are
          dpg contracts                                           what you may ask
          dpg score housing-credit --purpose credit-granting ID --feature income=12000 --feature loan_amount=300000
          dpg score housing-credit --purpose post-loan --in people.csv --out scores.csv

        Exit codes: 0 done; 1 refused or failed, standard error says why; 2 the command line is wrong.
        """,
        """
        数据可用不可见：在合约授权范围内提问，得到评分与回执。

        示例：
          dpg up                                                  在本机运行全部组件
          dpg login --key var/clients/bank-ccb.json               记住身份
          dpg contracts                                           查看可用合约
          dpg score housing-credit --purpose credit-granting ID --feature income=12000 --feature loan_amount=300000
          dpg score housing-credit --purpose post-loan --in people.csv --out scores.csv

        退出码：0 成功；1 被拒绝或失败（原因见标准错误）；2 命令行有误。
        """);

    public string LangOption => Pick("The language of messages; by LC_ALL or LANG when not given", "消息语言；未指定时取 LC_ALL 或 LANG");

    public string KeyOption => Pick("Client key file (else DPG_KEY, else what `dpg login` remembered)", "客户端密钥文件（其次为 DPG_KEY，再次为 `dpg login` 记住的文件）");

    public string Login => Pick("Prove a client key file by signing in, and remember it", "用密钥文件登录验证，并记住该文件");

    public string LoginKeyOption => Pick("The client key file to remember", "要记住的客户端密钥文件");

    public string Token => Pick("Print an access token, for curl and other tools", "打印访问令牌，供 curl 等工具使用");

    public string Contracts => Pick("List your contracts: products, purposes, features", "列出您的合约：产品、用途、特征");

    public string Yes => Pick("yes", "是");

    public string No => Pick("no", "否");

    public string Interrupted => Pick("Interrupted.", "已中断。");

    public string NoKey => Pick(
        "Who are you? Give --key FILE, or set DPG_KEY, or once: dpg login --key FILE", "未指定身份。请使用 --key FILE，或设置 DPG_KEY，或执行一次：dpg login --key FILE");

    public string IsItRunning => Pick("Is it running, and is the address in the key file right? `dpg up` runs one here.", "网关是否在运行？密钥文件中的地址是否正确？可用 `dpg up` 在本机启动。");

    public string[] ContractColumns => Pick(
        ["contract", "product", "title", "purposes", "valid", "in force", "features to send", "batch"], ["合约", "产品", "名称", "用途", "有效期", "生效中", "须提供的特征", "批量上限"]);

    public string SeeHelp(string command) => command == "dpg"
        ? Pick("See: dpg --help", "参见：dpg --help")
        : Pick($"See: dpg {command} --help", $"参见：dpg {command} --help");

    public string RefusedBy(int status, string code) => string.Create(CultureInfo.InvariantCulture, $"{Pick("Refused", "被拒绝")} ({status} {code}):");

    public string TryAgainIn(TimeSpan wait) => string.Create(
        CultureInfo.InvariantCulture, $"{Pick("Try again in", "请在以下时间后重试：")} {Math.Ceiling(wait.TotalSeconds):0} s");

    public string SignedIn(string client, string role, Uri gateway) => Pick(
        $"Signed in at {gateway.GetLeftPart(UriPartial.Authority)} as {client} ({role}). The key file is remembered.",
        $"已以 {client}（{role}）登录 {gateway.GetLeftPart(UriPartial.Authority)}，密钥文件已记住。");
}
