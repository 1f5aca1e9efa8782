using System.Globalization;

namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string Dataset => Pick("Import and list datasets, on the machine that holds them; and what may ever be spent of them", "在数据所在机器上导入、列出数据集；以及数据集累计预算");

    public string DatasetImport => Pick(
        """
        Import a dataset: every row is proved against its document, in a box; a bad file changes nothing

        Examples:
          dpg dataset import housing-fund
          dpg dataset import credit-default --source ../shared/data/credit-default/credit-default.csv
          DPG_POSTGRES='Host=/var/run/postgresql;Database=city;Username=dpg_importer' dpg dataset import fund-table
        """,
        """
        导入数据集：在沙箱内按数据集文档逐行校验，不合格文件不会产生任何改动

        示例：
          dpg dataset import housing-fund
          dpg dataset import credit-default --source ../shared/data/credit-default/credit-default.csv
          DPG_POSTGRES='Host=/var/run/postgresql;Database=city;Username=dpg_importer' dpg dataset import fund-table
        """);

    public string DatasetList => Pick("List datasets and their versions in force", "列出数据集及其生效版本");

    public string DatasetName => Pick("The dataset's name in its document", "数据集文档中的名称");

    public string DatasetSource => Pick("The file to import; the document's own source when not given", "要导入的文件；未指定时使用文档中的来源");

    public string[] DatasetColumns => Pick(["dataset", "provider", "version", "rows", "subjects", "imported"], ["数据集", "提供方", "版本", "行数", "主体数", "导入时间"]);

    public string Model => Pick("Train and list models, on the machine that holds the data", "在数据所在机器上训练、列出模型");

    public string ModelTrain => Pick(
        "Train a product's models (or one of them) in a box, and register them by their SHA-256", "在沙箱内训练产品的全部模型（或其中之一），并按 SHA-256 登记");

    public string ModelList => Pick("List registered models and their cards", "列出已登记的模型及其模型卡");

    public string ModelName => Pick("One of the product's models; all when not given", "产品的模型之一；未指定时为全部");

    public string[] ModelColumns => Pick(["product", "model", "algorithm", "AUC", "KS", "held out", "sha256"], ["产品", "模型", "算法", "AUC", "KS", "留出人数", "sha256"]);

    public string StateOption => Pick("The state root", "状态根目录");

    public string DataOption => Pick("The data folder", "数据目录");

    public string PoliciesOption => Pick("The policies folder", "策略目录");

    public string SourcesOption => Pick("The folder that the sources of datasets are relative to", "数据源所在目录");

    public string GatewayOption => Pick("The folder of the built gateway", "已构建网关所在目录");

    public string SandboxOption => Pick("The folder of the built worker", "已构建沙箱程序所在目录");

    public string IsolationOption => Pick("How workers are run: box, or none for development only", "沙箱运行方式：box；none 仅供开发");

    public string NoDotnet => Pick("dotnet cannot be started.", "无法启动 dotnet。");

    public string NotBuilt(string path) => Pick($"{path} is missing. Build first: dotnet build Gateway.sln -c Release", $"缺少 {path}。请先构建：dotnet build Gateway.sln -c Release");

    public string NoPolicies(string folder) => Pick($"There is no policies folder {folder}. Run from the checkout, or give --policies.", $"策略目录 {folder} 不存在，请在项目目录运行或指定 --policies。");

    public string BadPolicies(string folder, IEnumerable<object> errors) =>
        string.Join(Environment.NewLine, errors.Select(e => $"{e}").Prepend(Pick($"The policies in {folder} have errors:", $"策略目录 {folder} 存在错误：")));

    public string NoSuchDataset(string dataset, IEnumerable<string> all) => Pick(
        $"No document describes the dataset '{dataset}', but {string.Join(", ", all.Order(StringComparer.Ordinal))}.",
        $"没有数据集“{dataset}”的文档，现有：{string.Join("、", all.Order(StringComparer.Ordinal))}。");

    public string NoSuchProduct(string product, IEnumerable<string> all) => Pick(
        $"No document describes the product '{product}', but {string.Join(", ", all.Order(StringComparer.Ordinal))}.",
        $"没有产品“{product}”的文档，现有：{string.Join("、", all.Order(StringComparer.Ordinal))}。");

    public string NoSuchModel(string product, string model, IEnumerable<string> all) => Pick(
        $"The product '{product}' has no model '{model}', but {string.Join(", ", all)}.", $"产品“{product}”没有模型“{model}”，现有：{string.Join("、", all)}。");

    public string NoSource(string dataset, string path) => Pick($"The source of '{dataset}' is not at {path}. Give --source FILE.", $"数据集“{dataset}”的来源不在 {path}，请指定 --source FILE。");

    public string NoPostgres(string dataset) => Pick(
        $"The source of '{dataset}' is a table. Name its server in the environment: DPG_POSTGRES='Host=/var/run/postgresql;Database=city;Username=dpg_importer'",
        $"数据集“{dataset}”的来源是数据库表，请在环境变量中指定服务器：DPG_POSTGRES='Host=/var/run/postgresql;Database=city;Username=dpg_importer'");

    public string BadPostgres => Pick(
        "DPG_POSTGRES must be a connection string whose Host is the folder of the server's unix socket, on this machine.",
        "DPG_POSTGRES 必须是连接字符串，其中 Host 为本机上服务器 unix 套接字所在目录。");

    public string SourceIsATable(string dataset) => Pick(
        $"The source of '{dataset}' is a table, as its document says: --source FILE does not apply.", $"数据集“{dataset}”的来源是文档所述的数据库表，不能使用 --source FILE。");

    public string NoData(string dataset) => Pick($"The dataset '{dataset}' has no data yet: dpg dataset import {dataset}", $"数据集“{dataset}”尚无数据：dpg dataset import {dataset}");

    public string Importing(string dataset) => Pick($"Importing {dataset}", $"导入 {dataset}");

    public string Training(string model) => Pick($"Training {model}", $"训练 {model}");

    public string ImportFailed(string dataset, string? error) => Pick(
        $"{dataset} was not imported; what was in force still is. {error}", $"{dataset} 未导入，原生效版本不变。{error}");

    public string TrainFailed(string model, string? error) => Pick($"{model} was not trained; what was in force still is. {error}", $"{model} 未训练，原生效模型不变。{error}");

    public string Imported(string dataset, string version, long rows, long subjects) => string.Create(
        CultureInfo.InvariantCulture, $"{dataset}: {Pick("version", "版本")} {version}, {rows:N0} {Pick("rows of", "行，主体")} {subjects:N0} {Pick("subjects", "个")}");

    public string SourceMissing(string dataset, string sources) => Pick(
        $"{dataset}: its source is not in {sources}, so its products are not served.", $"{dataset}：来源不在 {sources}，相关产品暂不提供。");
}
