using Gateway.Cli.Audit;

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

    public string AuditRebuild => Pick("Begin anew, whatever is there", "忽略现有索引，重新建立");

    public string AuditIndexed(long before, long now) => Pick($"{now - before} entries indexed; the index covers {now}", $"新索引 {now - before} 条，共覆盖 {now} 条");

    public string AuditSearch => Pick("Search the entries of the access log", "检索访问日志");

    public string AuditFollow => Pick("Show entries as they are written, until interrupted", "实时显示新写入的日志，直至中断");

    public string AuditStats => Pick("What each contract was used for on each day", "按日与合约统计用量");

    public string AuditKeys => Pick("The keys of the periods: whether each opens, and is the one that the log tells of", "各期主体密钥：能否解封，是否与日志记录一致");

    public string AuditPerson => Pick(
        """
        Who looked at this person? Every access, over all key periods

        The keys are opened here, by --audit-key; the gateway is sent the person's keyed hashes, neither the id nor a key. The search becomes an entry of the log.
        """,
        """
        谁查看过此人？列出所有密钥周期内的每次访问

        密钥在本机用 --audit-key 解封；发送给网关的只有该人的带密钥哈希，不含证件号或密钥。本次查询将写入日志。
        """);

    public string AuditPersonId => Pick("The person's id", "此人的证件号");

    public string AuditNoId => Pick("This is no id: 1 to 64 letters, digits, _ and -", "证件号无效：应为 1 至 64 个字母、数字、_ 或 -");

    public string AuditReason => Pick("Why you ask; it is written into the log", "查询原因，将写入日志");

    public string AuditPrivateKey => Pick("The regulator's key pair, as made by `dpg audit key`", "监管方密钥对，由 `dpg audit key` 生成");

    public string AuditBy(string what) => Pick($"Only entries with this {what}", $"仅限此 {what} 的记录");

    public string AuditSince => Pick("Not before this time, such as 2026-11-01T00:00:00+08:00", "起始时间，如 2026-11-01T00:00:00+08:00");

    public string AuditUntil => Pick("Before this time", "截止时间（不含）");

    public string AuditMinCost => Pick("At least so much privacy charged, in 10⁻⁹ ρ", "最小隐私扣减，单位 10⁻⁹ ρ");

    public string AuditMaxCost => Pick("At most so much privacy charged, in 10⁻⁹ ρ", "最大隐私扣减，单位 10⁻⁹ ρ");

    public string AuditAfter => Pick("Only entries after this index", "仅限此序号之后的记录");

    public string AuditNewest => Pick("The newest first", "最新的在前");

    public string AuditLimit => Pick("The most entries; 0 for all", "最多条数；0 表示全部");

    public string AuditJson => Pick("One entry a line, as JSON", "每行一条 JSON");

    public string AuditFromDay => Pick("The first day, such as 2026-11-01; unless stated, today", "起始日期，如 2026-11-01；默认今天");

    public string AuditToDay => Pick("The last day; unless stated, today", "结束日期；默认今天");

    public string[] AuditColumns => Pick(
        ["index", "time", "consumer", "contract", "purpose", "operation", "outcome", "people", "10⁻⁹ρ", "reasons"],
        ["序号", "时间", "调用方", "合约", "用途", "操作", "结果", "人数", "10⁻⁹ρ", "原因"]);

    public string[] AuditStatsColumns => Pick(
        ["day", "contract", "answered", "refused", "failed", "replays", "people", "10⁻⁹ρ"],
        ["日期", "合约", "已答复", "已拒绝", "失败", "重放", "人次", "10⁻⁹ρ"]);

    public string[] AuditKeyColumns => Pick(["key", "from", "until", "state"], ["密钥", "起", "止", "状态"]);

    public string AuditKeyState(MissingKey key) => key.IsDestroyed
        ? Pick("destroyed after the retention, as the log tells", "保存期满后已销毁，与日志一致")
        : Pick("the log tells of it, and the gateway does not have it", "日志中有此密钥，但网关未提供");

    public string AuditKeyMissing(MissingKey key) => key.IsDestroyed
        ? Pick(
            $"The key of {key.From} to {key.Until} was destroyed after the retention: who was asked about then can no longer be found out.",
            $"{key.From} 至 {key.Until} 的密钥在保存期满后已销毁：该期间的被查询人已无法查明。")
        : Pick(
            $"The key of {key.From} to {key.Until} ({key.Key}) is in the log, but the gateway does not have it, and the log tells of no destruction: what was asked for under it is not in the answer. Ask the operator.",
            $"日志中有 {key.From} 至 {key.Until} 的密钥（{key.Key}），但网关未提供，日志中亦无销毁记录：用该密钥记录的访问未包含在结果中。请向运营方查询。");

    public string AuditQuery => Pick(
        """
        Say whether an entry is of a query: the request's body, byte for byte

        Example:
          dpg audit query 4711 request.json --audit-key audit.key
        """,
        """
        核对某条记录是否对应给定的查询（请求正文，逐字节一致）

        示例：
          dpg audit query 4711 request.json --audit-key audit.key
        """);

    public string AuditEntryIndex => Pick("The entry's index", "记录序号");

    public string AuditQueryFile => Pick("The request's body", "请求正文文件");

    public string AuditNoQuery(long index) => Pick(
        $"Entry {index} is not there yet, or is of no request that was answered.", $"第 {index} 条记录尚不存在，或不是已答复的请求。");

    public string AuditIsOfQuery(long index, bool isOf) => isOf
        ? Pick($"Entry {index} is of this query.", $"第 {index} 条记录对应该查询。")
        : Pick(
            $"Under no key that opens, entry {index} is of this query: it is of another one, or the key of its time is gone.",
            $"用可解封的密钥核对，第 {index} 条记录均不对应该查询：该记录属于其他查询，或当期密钥已不可用。");

    public string AuditNoKeyOpens => Pick("No key of the gateway's opens with this key pair (see `dpg audit keys`)", "网关的密钥均无法用此密钥对解封（见 `dpg audit keys`）");

    public string AuditKeyState(OpenedKey key) => (key.Key is not null, key.IsTold) switch
    {
        (true, true) => Pick("opens; as the log tells", "可解封，与日志一致"),
        (true, false) => Pick("opens; the log tells of another, or of none", "可解封，但日志中无此密钥或不一致"),
        _ => Pick("does not open with this key pair", "无法用此密钥对解封"),
    };

    public string AuditKeyUnusable(string key) => Pick(
        $"Key {key} cannot be used (see `dpg audit keys`): what was asked for in its period is not in the answer.", $"密钥 {key} 不可用（见 `dpg audit keys`）：其周期内的访问未包含在结果中。");

    public string AuditNoKeys => Pick("The gateway has no sealed keys: no regulator's key is named (Log:RegulatorKey)", "网关没有已密封的密钥：未设置 Log:RegulatorKey");

    public string AuditFound(int found, long size, long recorded) => Pick(
        $"{found} accesses among the first {size} entries; this search is entry {recorded}", $"前 {size} 条记录中有 {found} 次访问；本次查询为第 {recorded} 条记录");

    public string AuditKeyFile => Pick("The file of the private half; FILE.pub holds the public one", "私钥文件；公钥保存在 FILE.pub");
}
