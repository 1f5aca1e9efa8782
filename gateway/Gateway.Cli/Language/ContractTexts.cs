using System.Globalization;
using Policies;

namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string Contract => Pick(
        """
        Contracts: check drafts, take them through submission, approval and acceptance, and see what they were used for

        Example, each step by another person:
          dpg contract validate draft.yaml
          dpg contract submit draft.yaml --key var/clients/operator-author.json
          dpg contract approve ccb-housing-credit 2 --key var/clients/operator-approver.json
          dpg contract approve ccb-housing-credit 2 --key var/clients/operator-approver-2.json
          dpg contract accept ccb-housing-credit 2 --key var/clients/bank-ccb.json
          dpg contract activate ccb-housing-credit 2 --key var/clients/operator-approver.json
        """,
        """
        合约：校验草稿，办理提交、审批、接受，查看用量

        示例（每步由不同人员办理）：
          dpg contract validate draft.yaml
          dpg contract submit draft.yaml --key var/clients/operator-author.json
          dpg contract approve ccb-housing-credit 2 --key var/clients/operator-approver.json
          dpg contract approve ccb-housing-credit 2 --key var/clients/operator-approver-2.json
          dpg contract accept ccb-housing-credit 2 --key var/clients/bank-ccb.json
          dpg contract activate ccb-housing-credit 2 --key var/clients/operator-approver.json
        """);

    public string ContractValidate => Pick("Say everything that is wrong with a draft; no gateway is asked", "指出草稿中的全部错误，无需连接网关");

    public string ContractSubmit => Pick("Hand a draft in: from here on not a letter of it changes (contract-author)", "提交草稿，此后内容不可更改（合约起草人）");

    public string ContractApprove => Pick("Approve a submitted version; two people must, neither its author (contract-approver)", "审批合约；须两人，且均非起草人（合约审批人）");

    public string ContractAccept => Pick("Accept an approved version of your contract (consumer)", "接受已审批的合约（使用方）");

    public string ContractActivate => Pick("Bring an accepted or suspended version into force; it replaces the one before (contract-approver)", "使已接受或已暂停的版本生效，并取代旧版本（合约审批人）");

    public string ContractSuspend => Pick("Take a version out of force from the next request on (contract-author, contract-approver)", "暂停合约，自下一次请求起生效（合约起草人、审批人）");

    public string ContractRevoke => Pick("End a version for good; its answers and keys are removed (contract-approver)", "撤销合约，并清除其应答与幂等键（合约审批人）");

    public string ContractList => Pick("List contracts and where they stand: your own, or for the operating company and the regulator all", "列出合约及状态：使用方为自己的，运营单位与监管机构为全部");

    public string ContractShow => Pick("Show a version: its document, and every step that was taken", "查看某一版本：文本与全部办理步骤");

    public string ContractDiff => Pick(
        """
        Explain in sentences what changed between two contracts, and whom it favours

        Example:
          dpg contract diff ccb-housing-credit@1 draft.yaml
        """,
        """
        用语句说明两份合约的差异及其对谁有利

        示例：
          dpg contract diff ccb-housing-credit@1 draft.yaml
        """);

    public string ContractSimulate => Pick(
        """
        Replay the recorded requests of the last days under a draft: which would come out otherwise, and why (contract-author, contract-approver)

        Example:
          dpg contract simulate draft.yaml --last 30d --key var/clients/operator-author.json
        """,
        """
        用近期的存证请求模拟草稿：哪些结果会改变、为什么（合约起草人、审批人）

        示例：
          dpg contract simulate draft.yaml --last 30d --key var/clients/operator-author.json
        """);

    public string ContractUsage => Pick(
        """
        Usage statements of a month, from the access log: calls, subjects, refusals, privacy spent, price

        Examples:
          dpg contract usage ccb-housing-credit --month 2026-11
          dpg contract usage --month 2026-11 --format csv --key var/clients/regulator.json
          dpg contract usage --month 2026-11 --log var/gateway/log --document policies/contracts/ccb-housing-credit.yaml
        """,
        """
        月度用量对账单，取自访问日志：调用数、主体数、拒绝数、隐私消耗、费用

        示例：
          dpg contract usage ccb-housing-credit --month 2026-11
          dpg contract usage --month 2026-11 --format csv --key var/clients/regulator.json
          dpg contract usage --month 2026-11 --log var/gateway/log --document policies/contracts/ccb-housing-credit.yaml
        """);

    public string ContractExport => Pick("Print a contract as an ODRL agreement (JSON-LD)", "将合约导出为 ODRL 协议（JSON-LD）");

    public string ContractImport => Pick("Print the contract that an ODRL agreement says, as a draft in JSON", "将 ODRL 协议导入为 JSON 草稿");

    public string Policy => Pick("Test contracts by their cases", "用例测试合约");

    public string PolicyTest => Pick("Run every *.cases.yaml beside the contracts of a policies folder", "运行策略目录中全部 *.cases.yaml 用例");

    public string ContractFile => Pick("The document: YAML, or the same as JSON", "合约文件：YAML 或 JSON");

    public string ContractName => Pick("The contract's id", "合约标识");

    public string ContractVersion => Pick("The version's number", "版本号");

    public string ContractNote => Pick("Why; it goes into the access log, so never write data into it", "原因；将写入访问日志，请勿包含数据");

    public string ContractEither => Pick("A file, or contract@version at the gateway", "文件，或网关上的 合约@版本");

    public string ExportAssigner => Pick("Who grants: an IRI of the operating company", "授权方：运营单位的 IRI");

    public string SimulateLast => Pick("How many days to look back: 1d to 366d", "回溯天数：1d 至 366d");

    public string UsageMonth => Pick("The month in Asia/Shanghai, such as 2026-11; this month when not given", "月份（东八区），如 2026-11；默认为本月");

    public string UsageFormat => Pick("table, csv or json", "table、csv 或 json");

    public string UsageLog => Pick("Compute it again from a log's files alone, after verifying them; no gateway is asked", "验证后仅由日志文件重新计算，无需连接网关");

    public string UsageDocument => Pick("With --log: a contract version whose price list counts; may be repeated", "与 --log 合用：含价目的合约版本文件，可重复");

    public string[] ContractListColumns => Pick(["contract", "version", "state", "consumer", "product", "valid"], ["合约", "版本", "状态", "使用方", "产品", "有效期"]);

    public string[] UsageColumns => Pick(
        ["contract", "month", "operation", "calls", "subjects", "replays", "refused", "failed", "privacy (ρ)", "price (CNY)"],
        ["合约", "月份", "操作", "调用", "主体", "重放", "拒绝", "失败", "隐私消耗（ρ）", "费用（元）"]);

    public string ContractsEqual => Pick("They are the same contract.", "两份合约相同。");

    public string ContractSound(string contract, int version, string sha256) => Pick(
        $"{contract} version {Number(version)} is sound. SHA-256 {sha256}", $"{contract} 第 {Number(version)} 版合规。SHA-256 {sha256}");

    public string ContractNow(string contract, int version, string state, string sha256) => Pick(
        $"{contract} version {Number(version)} is {state}. SHA-256 {sha256}", $"{contract} 第 {Number(version)} 版状态：{state}。SHA-256 {sha256}");

    public string BadContract(IReadOnlyList<PolicyError> errors) => string.Join(
        Environment.NewLine, [Pick("The contract is not sound:", "合约不合规："), .. errors.Select(e => e.ToString())]);

    public string NoAgreement(string path) => Pick($"{path} is no ODRL agreement in JSON-LD.", $"{path} 不是 JSON-LD 格式的 ODRL 协议。");

    public string LogDoesNotHold(string problem) => Pick($"The log does not hold, so nothing follows from it: {problem}", $"日志验证失败，无法据此计算：{problem}");

    public string Simulated(long replayed, long same) => Pick(
        $"Replayed {Number(replayed)} requests; {Number(same)} come out as they did.", $"共模拟 {Number(replayed)} 个请求，其中 {Number(same)} 个结果不变。");

    public string NowRefused(long count, string reason, string entries) => Pick(
        $"- {Number(count)} would be refused: {reason}. First entries: {entries}.", $"- {Number(count)} 个将被拒绝：{reason}。首批日志条目：{entries}。");

    public string NowGranted(long count, string reason, string entries) => Pick(
        $"+ {Number(count)} would no longer be refused for {reason}. First entries: {entries}.", $"+ {Number(count)} 个不再因 {reason} 被拒绝。首批日志条目：{entries}。");

    public string Undecided(long count, string reason) => Pick(
        $"? {Number(count)} were refused for {reason}; the log does not hold enough of a query to say.", $"? {Number(count)} 个曾因 {reason} 被拒绝，日志中的信息不足以判断。");

    public string CasesRun(int passed, int failed) => Pick($"{Number(passed)} cases passed, {Number(failed)} failed.", $"用例通过 {Number(passed)} 个，失败 {Number(failed)} 个。");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
