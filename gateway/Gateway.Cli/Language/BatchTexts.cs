using System.Globalization;

namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string FirstColumnIsId => Pick("The first column of the input must be `id`.", "输入文件首列必须为 `id`。");

    public string ColumnTwice => Pick("A column of the input comes twice.", "输入文件存在重复列。");

    public string NoSuchFile(string path) => Pick($"There is no file {path}.", $"文件 {path} 不存在。");

    public string NoRows(string path) => Pick($"{path} has a header but no rows.", $"{path} 只有表头，没有数据行。");

    public string BadCsv(int row) => string.Create(
        CultureInfo.InvariantCulture, $"{Pick("The input is not well-formed CSV in UTF-8 at row", "输入文件不是格式正确的 UTF-8 CSV，位于第")} {row}");

    public string BadFieldCount(int row) => string.Create(
        CultureInfo.InvariantCulture, $"{Pick("The input has another number of fields than its header at row", "输入文件字段数与表头不符，位于第")} {row}");

    public string BadValue(int row, string column) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Pick("Row", "第")} {row}, {Pick("column", "列")} {column}: {(column == "id" ? Pick("wants 1 to 64 letters, digits, _ or -", "须为 1 至 64 个字母、数字、_ 或 -") : Pick("wants a number, or nothing", "须为数值或留空"))}");

    public string UnknownColumns(IEnumerable<string> unknown, IReadOnlyList<string> wanted) => Pick(
        $"The input has columns that the product does not take: {string.Join(", ", unknown)}. It takes id{string.Concat(wanted.Select(w => $", {w}"))}.",
        $"输入文件包含产品不接受的列：{string.Join(", ", unknown)}。应为 id{string.Concat(wanted.Select(w => $", {w}"))}。");

    public string MissingColumns(IEnumerable<string> missing) => Pick(
        $"The input lacks the columns {string.Join(", ", missing)}; a cell may be empty.", $"输入文件缺少列：{string.Join(", ", missing)}；单元格可为空。");

    public string OutputExists(string output) => Pick(
        $"{output} is there already, and no journal beside it says that it can be resumed. Choose another --out, or remove it.",
        $"{output} 已存在，且没有可续传的日志文件。请另选 --out 或将其删除。");

    public string OutputChanged(string output, string journal) => Pick(
        $"{output} is shorter than {journal} says: somebody changed it. To start over, remove both; those people will be scored and charged again.",
        $"{output} 短于 {journal} 的记录，文件被改动过。如需重来，请删除两者；相关人员将重新评分并计费。");

    public string InputChanged(string input, string journal, string output) => Pick(
        $"{input} has changed since the interrupted run, so resuming could score people twice or not at all. Put the old file back, or, to start over, remove {journal} and {output}.",
        $"{input} 自上次中断后已改变，续传可能导致重复或遗漏。请恢复原文件；如需重来，请删除 {journal} 与 {output}。");

    public string OptionsChanged(string journal, string output) => Pick(
        $"The interrupted run had another product, purpose, precision, reasons, treatment of unknown people or batch size. Use the same options, or, to start over, remove {journal} and {output}.",
        $"中断的任务使用了不同的产品、用途、精度、原因数量、未知人员处理方式或批量大小。请使用相同选项；如需重来，请删除 {journal} 与 {output}。");

    public string JournalDamaged(string journal, string output) => Pick(
        $"{journal} is damaged, so it cannot be told what is finished. To start over, remove it and {output}; those people will be scored and charged again.",
        $"{journal} 已损坏，无法判断进度。如需重来，请删除它与 {output}；相关人员将重新评分并计费。");
}
