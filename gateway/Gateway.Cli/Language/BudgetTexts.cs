namespace Gateway.Cli.Language;

internal sealed partial class Texts
{
    public string Budget => Pick("What may ever be spent of datasets, and raises of it", "数据集累计隐私预算及其提高");

    public string BudgetList => Pick("List what may be spent of each dataset, and which raises wait for agreement", "列出各数据集的累计预算，以及等待同意的提高");

    public string BudgetAgree => Pick(
        """
        Agree to a raise that a dataset's document asks for, as contract-approver or as the dataset's provider; it holds once both have agreed

        Example:
          dpg dataset budget list --key var/clients/provider-housing-fund.json
          dpg dataset budget agree housing-fund --rho 3.0 --delta 5e-7 --key var/clients/operator-approver.json
          dpg dataset budget agree housing-fund --rho 3.0 --delta 5e-7 --key var/clients/provider-housing-fund.json
        """,
        """
        以合约审批人或数据提供方的身份，同意数据集文档所提请的累计预算；双方均同意后生效

        示例：
          dpg dataset budget list --key var/clients/provider-housing-fund.json
          dpg dataset budget agree housing-fund --rho 3.0 --delta 5e-7 --key var/clients/operator-approver.json
          dpg dataset budget agree housing-fund --rho 3.0 --delta 5e-7 --key var/clients/provider-housing-fund.json
        """);

    public string BudgetRho => Pick("Exactly the lifetime rho that is asked for", "与所提请完全一致的累计 rho");

    public string BudgetDelta => Pick("Exactly the lifetime delta that is asked for", "与所提请完全一致的累计 delta");

    public string BudgetProvider => Pick("Who is to own the dataset from then on, where the document names another provider", "文档更换提供方时：此后的提供方名称");

    public string[] BudgetColumns => Pick(
        ["dataset", "provider", "rho", "delta", "asked provider", "asked rho", "asked delta", "operator agreed", "provider agreed"],
        ["数据集", "提供方", "rho", "delta", "提请的提供方", "提请的 rho", "提请的 delta", "运营方同意", "提供方同意"]);

    public string BudgetNoFigure(string option) => Pick(
        $"{option}: write a number such as 3.0 or 5e-7, no finer than 1e-9 for rho and 1e-15 for delta.", $"{option}：请写数字，如 3.0 或 5e-7；rho 最细到 1e-9，delta 最细到 1e-15。");

    public string BudgetRaised(string dataset, string rho, string delta) => Pick(
        $"Operator and provider have agreed: {dataset} may spend a rho of {rho} and a delta of {delta} in all.", $"运营方与提供方均已同意：{dataset} 累计可消耗 rho {rho}、delta {delta}。");

    public string BudgetWaits(string dataset, bool forOperator) => Pick(
        $"Agreed. Nothing changes for {dataset} until {(forOperator ? "the operator" : "its provider")} agrees to exactly the same.",
        $"已同意。在{(forOperator ? "运营方" : "提供方")}同意完全相同的数值之前，{dataset} 不变。");
}
