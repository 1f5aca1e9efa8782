using Policies.Contracts;
using Policies.Costs;

namespace Policies.Decisions;

/// <summary>What every request under a contract demands of its quotas, whatever the operation.</summary>
internal static class QuotaDemands
{
    /// <summary>The demands of a request by an operation. The cap per person is the consumer's: all its contracts and operations count together.</summary>
    public static QuotaDemand[] Of(ContractDocument contract, Operation operation)
    {
        var (name, quota) = (contract.Contract, contract.Quota);
        var demands = new List<QuotaDemand>
        {
            new(name, "calls", QuotaWindow.Second, quota.PerSecond, 1),
            new(name, "calls", QuotaWindow.Day, quota.PerDay, 1),
            new(name, "calls", QuotaWindow.Month, quota.PerMonth, 1),
        };
        Add(name, "subjects", QuotaWindow.Day, quota.SubjectsPerDay, DemandOf.SubjectCount);
        Add(name, "subjects", QuotaWindow.Month, quota.SubjectsPerMonth, DemandOf.SubjectCount);
        Add(name, "distinct-subjects", QuotaWindow.Day, quota.DistinctPerDay, DemandOf.DistinctSubjects);
        Add(name, "distinct-subjects", QuotaWindow.Month, quota.DistinctPerMonth, DemandOf.DistinctSubjects);
        Add(contract.Consumer, "subject", QuotaWindow.Day, contract.PerSubjectPerDay(operation), DemandOf.EachSubject);
        return [.. demands];

        void Add(string owner, string counter, QuotaWindow window, long? limit, DemandOf of)
        {
            if (limit is { } most) demands.Add(new QuotaDemand(owner, counter, window, most, 1, Of: of));
        }
    }
}
