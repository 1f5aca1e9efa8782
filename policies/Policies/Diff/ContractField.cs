using System.Globalization;
using Policies.Contracts;

namespace Policies.Diff;

/// <summary>One field of a contract: how it is called, and how two of its values are compared.</summary>
/// <param name="Key">The key in the document.</param>
/// <param name="English">Its name in English.</param>
/// <param name="Chinese">Its name in Chinese.</param>
internal abstract record ContractField(string Key, string English, string Chinese)
{
    public abstract IEnumerable<ContractChange> Compare(ContractDocument before, ContractDocument after);

    /// <summary>The value for people; null when the contract has none.</summary>
    public abstract string? Show(ContractDocument contract);
}

/// <summary>A text that is only the same or another.</summary>
internal sealed record TextField(string Key, string English, string Chinese, Func<ContractDocument, string?> Of) : ContractField(Key, English, Chinese)
{
    public override string? Show(ContractDocument contract) => Of(contract);

    public override IEnumerable<ContractChange> Compare(ContractDocument before, ContractDocument after)
    {
        var (old, now) = (Of(before), Of(after));
        if (string.Equals(old, now, StringComparison.Ordinal)) yield break;
        yield return new ContractChange(
            Key, ChangeEffect.Altered, $"{English} is now {now ?? "not stated"}; it was {old ?? "not stated"}.", $"{Chinese}由 {old ?? "无"} 变为 {now ?? "无"}。");
    }
}

/// <summary>A number, of which more favours the consumer, or less does. None is no limit.</summary>
internal sealed record NumberField(
    string Key, string English, string Chinese, Func<ContractDocument, decimal?> Of, bool MoreIsLooser, Func<decimal, string>? Format = null)
    : ContractField(Key, English, Chinese)
{
    public override string? Show(ContractDocument contract) => Of(contract) is { } value ? Text(value) : null;

    public override IEnumerable<ContractChange> Compare(ContractDocument before, ContractDocument after)
    {
        var (old, now) = (Of(before), Of(after));
        if (old == now) yield break;
        var loosened = (old, now) switch
        {
            (null, _) => false,
            (_, null) => true,
            _ => now > old == MoreIsLooser,
        };
        yield return new ContractChange(
            Key, loosened ? ChangeEffect.Loosened : ChangeEffect.Tightened,
            $"{English} {(loosened ? "is loosened" : "is tightened")} from {Shown(old, "no limit")} to {Shown(now, "no limit")}.",
            $"{Chinese}{(loosened ? "放宽" : "收紧")}：由 {Shown(old, "不限")} 变为 {Shown(now, "不限")}。");
    }

    private string Shown(decimal? value, string none) => value is { } number ? Text(number) : none;

    private string Text(decimal value) => Format?.Invoke(value) ?? value.ToString("0.###############", CultureInfo.InvariantCulture);
}

/// <summary>A set of things that are granted; its order means nothing.</summary>
internal sealed record SetField(string Key, string English, string Chinese, Func<ContractDocument, IEnumerable<string>?> Of) : ContractField(Key, English, Chinese)
{
    public override string? Show(ContractDocument contract) => Of(contract) is { } values ? Join(values) : null;

    public override IEnumerable<ContractChange> Compare(ContractDocument before, ContractDocument after)
    {
        var (old, now) = (Of(before)?.ToList() ?? [], Of(after)?.ToList() ?? []);
        var (gained, lost) = (now.Except(old, StringComparer.Ordinal).ToList(), old.Except(now, StringComparer.Ordinal).ToList());
        if (gained.Count > 0)
            yield return new ContractChange(Key, ChangeEffect.Loosened, $"{after.Consumer} gains of {English}: {Join(gained)}.", $"{after.Consumer} 获得{Chinese}：{Join(gained)}。");
        if (lost.Count > 0)
            yield return new ContractChange(Key, ChangeEffect.Tightened, $"{after.Consumer} loses of {English}: {Join(lost)}.", $"{after.Consumer} 失去{Chinese}：{Join(lost)}。");
    }

    private static string Join(IEnumerable<string> values) => string.Join(", ", values.Order(StringComparer.Ordinal));
}
