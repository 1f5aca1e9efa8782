using Policies.Aggregates;
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
    public void Guide_Functions_AreTheList() => Rows("### Functions").ShouldBe(
        FunctionName.List.Select(f => $"| `{f.Id}` | {f.English} | {f.Chinese} | {(f.NeedsMeasure ? "yes" : "no")} |"));

    [Fact]
    public void Guide_Operators_AreTheList() => Rows("### Operators").ShouldBe(
        OperatorName.List.Select(o => $"| `{o.Id}` | `{o.Symbol}` | {o.English} | {o.Chinese} | {(o.NeedsOrder ? "yes" : "no")} |"));

    public static TheoryData<string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string>();
            for (var i = Array.IndexOf(Lines, "## Examples"); Lines[i] != "## Editors"; i++)
            {
                if (!Lines[i].StartsWith("```yaml", StringComparison.Ordinal)) continue;
                var refused = Lines[i] == "```yaml refused";
                var text = Lines.Skip(i + 1).TakeWhile(l => l != "```").ToList();
                i += text.Count + 1;
                examples.Add(string.Join('\n', text), refused ? Lines[i + 1][2..] : "");
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Guide_Example_IsSoundOrRefusedWithItsSentence(string clause, string sentence)
    {
        const string Contract = "contracts/ccb-housing-credit.yaml";
        using var policies = new TemporaryPolicies();
        var key = clause[..clause.IndexOf(':')];
        var kept = new List<string>();
        var inside = false;
        foreach (var line in File.ReadLines(policies.PathOf(Contract)))
        {
            if (line.Length > 0 && line[0] is not (' ' or '#')) inside = line.StartsWith($"{key}:", StringComparison.Ordinal);
            if (!inside) kept.Add(line);
        }

        File.WriteAllLines(policies.PathOf(Contract), [.. kept, clause]);
        if (sentence.Length == 0) policies.Errors().ShouldBeEmpty();
        else policies.Errors().Select(e => e.Message).ShouldContain(sentence);
    }

    [Fact]
    public void Guide_CodesThatCasesExpect_AreExplained() =>
        CaseFolder.Load(ShippedPolicies.Folder, ShippedPolicies.Set).Cases.SelectMany(c => c.Expected)
            .ShouldAllBe(code => Lines.Any(line => line.StartsWith('|') && line.Contains($"`{code}`")));

    private static IEnumerable<string> Rows(string heading) =>
        Lines.SkipWhile(l => l != heading).Skip(1).TakeWhile(l => !l.StartsWith('#')).Where(l => l.StartsWith('|')).Skip(2);
}
