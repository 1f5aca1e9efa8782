using System.Globalization;

namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string EncryptedScore => Pick(
        """
        Score a CSV file of people under encryption: their features leave this machine as ciphertexts only

        Example:
          dpg encrypted-score housing-credit --purpose credit-granting --in people.csv --out scores.csv

        people.csv has a column `id`, then the product's features by name; no cell may be empty. The secret key is made on first use, kept in a file of mode
        0600 and made anew after 30 days. Interrupted? Run the same command again: nobody is scored or charged twice. Share final scores only.
        """,
        """
        对 CSV 文件中的人员进行密态评分：特征仅以密文形式离开本机

        示例：
          dpg encrypted-score housing-credit --purpose credit-granting --in people.csv --out scores.csv

        people.csv 首列为 `id`，其后为产品要求的特征列，单元格不可为空。密钥首次使用时生成，保存于权限 0600 的文件，30 天后自动更换。
        中断后重新执行相同命令即可续传，不会重复评分或计费。请仅对外共享最终整数评分。
        """);

    public string EncryptedSecret => Pick("The file of the secret key; by client beside what `dpg login` remembers when not given", "密钥文件；未指定时按客户端保存在 `dpg login` 的配置目录");

    public string OutOfBounds(int row, string column, double lower, double upper) => string.Create(
        CultureInfo.InvariantCulture, $"{Pick("Row", "第")} {row}, {Pick("column", "列")} {column}: {Pick("wants a number from", "须为数值，范围")} {lower} {Pick("to", "至")} {upper}");
}
