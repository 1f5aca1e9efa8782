using System.Globalization;
using Policies.Aggregates;
using Policies.Contracts;
using Policies.Costs;

namespace Policies.Diff;

/// <summary>Every field of a contract, once. A field that stands in no row here would change without a word.</summary>
internal static class ContractFields
{
    /// <summary>The fields that every contract has, or may have by itself.</summary>
    public static IReadOnlyList<ContractField> Common { get; } =
    [
        new TextField("contract", "The contract's name", "合约名称", c => c.Contract),
        new TextField("version", "The version", "版本", c => c.Version.ToString(CultureInfo.InvariantCulture)),
        new TextField("consumer", "The consumer", "使用方", c => c.Consumer),
        new TextField("product", "The product", "数据产品", c => c.Product),
        new SetField("purpose", "purposes", "用途", c => c.Purposes),
        new TextField("legalBasis", "The legal basis", "合法性依据", c => c.LegalBasis),
        new NumberField("valid.from", "The first day", "首日", c => c.ValidFrom.DayNumber, MoreIsLooser: false, Day),
        new NumberField("valid.to", "The last day", "末日", c => c.ValidTo.DayNumber, MoreIsLooser: true, Day),
        new NumberField("quota.perSecond", "The quota of requests a second", "每秒请求配额", c => c.Quota.PerSecond, MoreIsLooser: true),
        new NumberField("quota.perDay", "The quota of requests a day", "每日请求配额", c => c.Quota.PerDay, MoreIsLooser: true),
        new NumberField("quota.perMonth", "The quota of requests a month", "每月请求配额", c => c.Quota.PerMonth, MoreIsLooser: true),
        new NumberField("quota.subjectsPerDay", "The quota of subjects a day", "每日主体配额", c => c.Quota.SubjectsPerDay, MoreIsLooser: true),
        new NumberField("quota.subjectsPerMonth", "The quota of subjects a month", "每月主体配额", c => c.Quota.SubjectsPerMonth, MoreIsLooser: true),
        new NumberField("quota.distinctPerDay", "The quota of different subjects a day", "每日不同主体配额", c => c.Quota.DistinctPerDay, MoreIsLooser: true),
        new NumberField("quota.distinctPerMonth", "The quota of different subjects a month", "每月不同主体配额", c => c.Quota.DistinctPerMonth, MoreIsLooser: true),
        .. from operation in OperationWord.Operations
           from unit in OperationWord.Units
           select new PriceField(operation.Value, unit.Value),
    ];

    /// <summary>The clauses, which a contract has or has not as a whole, each with its fields.</summary>
    public static IReadOnlyList<(string Key, string English, string Chinese, Func<ContractDocument, bool> Has, IReadOnlyList<ContractField> Fields)> Clauses { get; } =
    [
        ("score", "scores", "评分", c => c.Score is not null,
        [
            new NumberField("score.maxBatch", "The largest batch of scores", "评分最大批量", c => c.Score?.MaxBatch, MoreIsLooser: true),
            new NumberField("score.precision", "The finest precision of scores", "评分最细精度", c => c.Score?.Precision, MoreIsLooser: false, Points),
            new NumberField("score.reasons", "The number of reasons a score", "每个评分的原因数", c => c.Score?.Reasons, MoreIsLooser: true),
            new TextField("score.unknownSubjects", "The treatment of unknown subjects", "未知主体处理方式", c => c.Score is { } s ? UnknownSubjectsWord.Of(s.UnknownSubjects) : null),
            new TextField("score.acceptsImputed", "The acceptance of imputed scores", "是否接受替代评分", c => c.Score is { } s ? (s.AcceptsImputed ? "true" : "false") : null),
            new NumberField("score.perSubject", "The number of scores a person and day", "每人每日评分次数", c => c.Score?.PerSubjectPerDay, MoreIsLooser: true),
        ]),
        ("aggregate", "aggregates", "统计查询", c => c.Aggregate is not null,
        [
            new SetField("aggregate.functions", "functions", "统计函数", c => c.Aggregate?.Functions.Select(f => FunctionName.Of(f).Id)),
            new SetField("aggregate.groupBy", "columns to group by", "分组列", c => c.Aggregate?.GroupBy),
            new SetField("aggregate.where", "columns to filter by", "筛选列", c => c.Aggregate?.Where),
            new SetField("aggregate.measures", "measures", "度量", Measures),
            new NumberField("aggregate.epsilonPerQuery", "The epsilon of a query", "单次查询的 ε", c => c.Aggregate is { } a ? a.EpsilonPerQuery.Micro / 1_000_000m : null, MoreIsLooser: true),
        ]),
        ("encrypted", "encrypted scores", "密态评分", c => c.Encrypted is not null,
        [
            new SetField("encrypted.features", "encrypted features", "密态特征", c => c.Encrypted?.Features),
            new NumberField("encrypted.precision", "The finest precision of encrypted scores", "密态评分最细精度", c => c.Encrypted?.Precision, MoreIsLooser: false, Points),
            new NumberField("encrypted.maxBatch", "The largest batch of encrypted scores", "密态评分最大批量", c => c.Encrypted?.MaxBatch, MoreIsLooser: true),
            new NumberField("encrypted.perSubject", "The number of encrypted scores a person and day", "每人每日密态评分次数", c => c.Encrypted?.PerSubjectPerDay, MoreIsLooser: true),
        ]),
        ("budget", "a privacy budget", "隐私预算", c => c.Budget is not null,
        [
            new NumberField("budget.window.rho", "The budget's rho of a window", "窗口预算 ρ", c => Rho(c.Budget?.Window), MoreIsLooser: true),
            new NumberField("budget.window.delta", "The budget's delta of a window", "窗口预算 δ", c => Delta(c.Budget?.Window), MoreIsLooser: true),
            new TextField("budget.window.per", "The budget's window", "预算窗口", c => c.Budget is { } b ? PrivacyBudget.Word(b.Per) : null),
            new NumberField("budget.lifetime.rho", "The budget's rho of a lifetime", "终身预算 ρ", c => Rho(c.Budget?.Lifetime), MoreIsLooser: true),
            new NumberField("budget.lifetime.delta", "The budget's delta of a lifetime", "终身预算 δ", c => Delta(c.Budget?.Lifetime), MoreIsLooser: true),
        ]),
    ];

    // With measures left out, every measure of the product is granted: more than any list of them.
    private static IEnumerable<string>? Measures(ContractDocument contract) => contract.Aggregate is not { } aggregate ? null
        : aggregate.Measures is null ? ["every measure of the product"]
        : aggregate.Measures.SelectMany(m => m.Functions.Select(f => $"{FunctionName.Of(f).Id}({m.Column})"));

    private static decimal? Rho(PrivacyCost? cost) => cost is { } c ? c.NanoRho / 1_000_000_000m : null;

    private static decimal? Delta(PrivacyCost? cost) => cost is { } c ? c.FemtoDelta / 1_000_000_000_000_000m : null;

    private static string Day(decimal number) => DateOnly.FromDayNumber((int)number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Points(decimal points) => string.Create(CultureInfo.InvariantCulture, $"{points} points");
}

/// <summary>The price of one operation and unit; no price is free.</summary>
internal sealed record PriceField(Operation Operation, PriceUnit Per)
    : ContractField($"price.{OperationWord.Of(Operation)}.{OperationWord.Of(Per)}", "", "")
{
    public override string? Show(ContractDocument contract) =>
        Of(contract) is { } fen ? string.Create(CultureInfo.InvariantCulture, $"{fen} fen") : null;

    public override IEnumerable<ContractChange> Compare(ContractDocument before, ContractDocument after)
    {
        var (old, now) = (Of(before), Of(after));
        if (old == now) yield break;
        yield return new ContractChange(
            Key, (now ?? 0) < (old ?? 0) ? ChangeEffect.Loosened : (now ?? 0) > (old ?? 0) ? ChangeEffect.Tightened : ChangeEffect.Altered,
            $"The price of {OperationWord.Of(Operation)} per {OperationWord.Of(Per)} is now {Show(after) ?? "nothing"}; it was {Show(before) ?? "nothing"}.",
            $"{OperationWord.Of(Operation)} 每{(Per == PriceUnit.Call ? "次调用" : "个主体")}的价格由 {Show(before) ?? "无"} 变为 {Show(after) ?? "无"}。");
    }

    private long? Of(ContractDocument contract) => contract.Prices?.FirstOrDefault(p => p.Operation == Operation && p.Per == Per)?.Fen;
}
