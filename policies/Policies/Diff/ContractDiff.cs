using Policies.Contracts;

namespace Policies.Diff;

/// <summary>Explains two versions of a contract: who gains or loses what.</summary>
public static class ContractDiff
{
    /// <summary>Every difference, in the order of the document. None means that the two are the same contract.</summary>
    public static IReadOnlyList<ContractChange> Between(ContractDocument before, ContractDocument after)
    {
        var changes = ContractFields.Common.SelectMany(f => f.Compare(before, after)).ToList();
        foreach (var (key, english, chinese, has, fields) in ContractFields.Clauses)
        {
            if (has(before) && has(after)) changes.AddRange(fields.SelectMany(f => f.Compare(before, after)));
            else if (has(after)) changes.Add(Gained(key, english, chinese, fields, after));
            else if (has(before))
                changes.Add(new ContractChange(key, ChangeEffect.Tightened, $"{after.Consumer} loses {english} altogether.", $"{after.Consumer} 完全失去{chinese}。"));
        }

        return changes;
    }

    private static ContractChange Gained(string key, string english, string chinese, IReadOnlyList<ContractField> fields, ContractDocument after)
    {
        var terms = string.Join("; ", fields.Select(f => (f.Key, Shown: f.Show(after))).Where(f => f.Shown is not null).Select(f => $"{f.Key[(key.Length + 1)..]} {f.Shown}"));
        return new ContractChange(key, ChangeEffect.Loosened, $"{after.Consumer} gains {english}: {terms}.", $"{after.Consumer} 获得{chinese}：{terms}。");
    }
}
