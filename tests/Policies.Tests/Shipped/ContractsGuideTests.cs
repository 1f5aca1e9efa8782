using Policies.Cases;
using Policies.Contracts;
using Testing.Processes;

namespace Policies.Tests.Shipped;

/// <summary>docs/contracts.md repeats three tables of the code for its readers: it repeats them rightly.</summary>
public sealed class ContractsGuideTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "contracts.md"));

    [Fact]
    public void Guide_Purposes_AreTheList() => Rows("### Purposes").ShouldBe(Purpose.List.Select(p => $"| `{p.Id}` | {p.English} | {p.Chinese} |"));

    [Fact]
    public void Guide_LegalBases_AreTheList() => Rows("### Legal bases").ShouldBe(LegalBasis.List.Select(b => $"| `{b.Id}` | {b.English} | {b.Chinese} |"));

    [Fact]
    public void Guide_Floors_AreTheTable() => Rows("### Floors").ShouldBe(FloorRules.Table.Select(r =>
        $"| {r.Classification} | {r.Precision} | {r.Reasons} | {(r.MembershipMayShow ? "any treatment" : "`imputed` only: it may not show who is known")} " +
        $"| {r.EpsilonPerQuery} | {r.MinSubjects} | {(r.Encrypted ? "yes" : "no")} |"));

    [Fact]
    public void Guide_CodesThatCasesExpect_AreExplained() =>
        CaseFolder.Load(ShippedPolicies.Folder, ShippedPolicies.Set).Cases.SelectMany(c => c.Expected)
            .ShouldAllBe(code => Lines.Any(line => line.StartsWith('|') && line.Contains($"`{code}`")));

    private static IEnumerable<string> Rows(string heading) =>
        Lines.SkipWhile(l => l != heading).Skip(1).TakeWhile(l => !l.StartsWith('#')).Where(l => l.StartsWith('|')).Skip(2);
}
