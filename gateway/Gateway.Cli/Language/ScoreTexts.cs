using System.Globalization;

namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string Score => Pick(
        """
        Score people, or a CSV file of people

        Examples:
          dpg score housing-credit --purpose credit-granting ID1 ID2 --feature income=12000 --feature loan_amount=300000 --save answer.json
          dpg score credit-default --purpose credit-granting 1 2 3
          dpg score housing-credit --purpose post-loan --in people.csv --out scores.csv

        people.csv has a column `id`, then the product's consumer features by name (see `dpg contracts`). Interrupted? Run the same command again: it
        resumes from scores.csv.journal, and nobody is scored or charged twice.
        """,
        """
        对个人或 CSV 文件中的人员评分

        示例：
          dpg score housing-credit --purpose credit-granting ID1 ID2 --feature income=12000 --feature loan_amount=300000 --save answer.json
          dpg score credit-default --purpose credit-granting 1 2 3
          dpg score housing-credit --purpose post-loan --in people.csv --out scores.csv

        people.csv 首列为 `id`，其后为产品要求的特征列（见 `dpg contracts`）。中断后重新执行相同命令即可从 scores.csv.journal 续传，不会重复评分或计费。
        """);

    public string ScoreProduct => Pick("The product, such as housing-credit", "数据产品，如 housing-credit");

    public string ScoreIds => Pick("Ids of people", "人员标识");

    public string ScorePurpose => Pick("What for: one of the contract's purposes", "用途：合约授权的用途之一");

    public string ScoreFeature => Pick("A consumer feature, for everybody named; nothing after = is a missing value", "客户特征，适用于所列全部人员；等号后为空表示缺失");

    public string ScorePrecision => Pick("Round scores to multiples of this many points", "评分取整为该分值的整数倍");

    public string ScoreReasons => Pick("Up to this many reasons a score", "每个评分的原因数量上限");

    public string ScoreUnknown => Pick("What happens to people who are not known", "未知人员的处理方式");

    public string ScoreSave => Pick("Save the answer's bytes here, and its receipt in FILE.receipt.json", "将应答原文保存至此，回执保存至 FILE.receipt.json");

    public string ScoreIn => Pick("A CSV file of people", "人员 CSV 文件");

    public string ScoreOut => Pick("Where to write the CSV file of scores", "评分 CSV 输出路径");

    public string ScoreBatch => Pick("Rows in one request, 1 to 1000", "每次请求的行数，1 至 1000");

    public string ScoreParallel => Pick("Requests in flight, 1 to 64", "并发请求数，1 至 64");

    public string InNeedsOut => Pick("--in and --out go together.", "--in 与 --out 必须同时使用。");

    public string IdsOrFile => Pick("Name people by id, or give --in and --out; not both.", "请给出人员标识，或使用 --in 与 --out，二者不可同时使用。");

    public string FileAlone => Pick("--save and --feature go with ids; with --in, features are columns of the file.", "--save 与 --feature 用于人员标识；使用 --in 时特征为文件列。");

    public string BadFeature => Pick("--feature wants NAME=NUMBER, such as income=12000 (NAME= for a missing value).", "--feature 格式为 名称=数值，如 income=12000（名称= 表示缺失）。");

    public string[] ScoreColumns => Pick(["id", "score", "band", "reasons"], ["标识", "评分", "等级", "主要原因"]);

    public string NotKnown => Pick("not known", "未知");

    public string OutOfRange(string option, int least, int most) => string.Create(
        CultureInfo.InvariantCulture, $"{option}: {Pick("from", "取值范围")} {least} {Pick("to", "至")} {most}");

    public string FeatureTwice(string name) => Pick($"--feature {name} is given twice.", $"--feature {name} 重复。");

    public string ReceiptLine(string origin, long index) => string.Create(
        CultureInfo.InvariantCulture, $"{Pick("Recorded in the log", "已记录于日志")} {origin}, {Pick("entry", "条目")} {index}");

    public string Scoring(int rows) => string.Create(CultureInfo.InvariantCulture, $"{Pick("Scoring", "评分中")} {rows:N0}");

    public string Scored(int rows, string output) => string.Create(
        CultureInfo.InvariantCulture, $"{Pick("Scored", "已评分")} {rows:N0} {Pick("rows into", "行，输出至")} {output}");

    public string NoContractFor(string product) => Pick(
        $"You have no contract for scores of '{product}'. `dpg contracts` lists yours.", $"您没有“{product}”的评分合约，可用 `dpg contracts` 查看。");
}
