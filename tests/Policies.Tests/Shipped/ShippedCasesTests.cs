using Policies.Cases;

namespace Policies.Tests.Shipped;

public sealed class ShippedCasesTests
{
    private static readonly PolicySet Shipped = ShippedPolicies.Set;

    public static TheoryData<string, int> All =>
        [.. CaseFolder.Load(ShippedPolicies.Folder, Shipped).Cases.Select(c => (c.File, c.Line))];

    [Fact]
    public void Cases_AsShipped_ShowAGrantAndARefusalOfEachContract()
    {
        var (cases, errors) = CaseFolder.Load(ShippedPolicies.Folder, Shipped);
        errors.ShouldBeEmpty();
        cases.Select(c => c.Contract).Distinct().Count().ShouldBe(Shipped.Contracts.Count);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Case_AsShipped_GetsTheExpectedDecision(string file, int line)
    {
        var found = CaseFolder.Load(ShippedPolicies.Folder, Shipped).Cases.Single(c => c.File == file && c.Line == line);
        CaseRunner.Run(Shipped, found).Problem.ShouldBeNull(found.Name);
    }
}
