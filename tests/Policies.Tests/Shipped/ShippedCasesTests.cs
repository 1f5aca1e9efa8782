using Policies.Cases;

namespace Policies.Tests.Shipped;

public sealed class ShippedCasesTests
{
    private static readonly PolicySet Shipped = PolicyFolder.Load(Repository.Policies).Policies!;

    public static TheoryData<string, int> All =>
        [.. CaseFolder.Load(Repository.Policies, Shipped).Cases.Select(c => (c.File, c.Line))];

    [Fact]
    public void Cases_AsShipped_ShowAGrantAndARefusalOfEachContract()
    {
        var (cases, errors) = CaseFolder.Load(Repository.Policies, Shipped);
        errors.ShouldBeEmpty();
        cases.Select(c => c.Contract).Distinct().Count().ShouldBe(Shipped.Contracts.Count);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Case_AsShipped_GetsTheExpectedDecision(string file, int line)
    {
        var found = CaseFolder.Load(Repository.Policies, Shipped).Cases.Single(c => c.File == file && c.Line == line);
        CaseRunner.Run(Shipped, found).Problem.ShouldBeNull(found.Name);
    }
}
