using Policies.Cases;

namespace Policies.Tests.Cases;

public sealed class CaseFolderTests
{
    private const string Cases = "contracts/cmcc-residence-stability.cases.yaml";

    [Fact]
    public void Load_ContractWithoutCases_IsAnError()
    {
        using var policies = new TemporaryPolicies();
        File.Delete(policies.PathOf(Cases));
        Errors(policies).ShouldHaveSingleItem().File.ShouldBe(Cases);
    }

    [Fact]
    public void Load_CasesOfNoContract_AreAnError()
    {
        using var policies = new TemporaryPolicies().Replace(Cases, "contract: cmcc-residence-stability", "contract: cmcc-residence");
        Errors(policies).Select(e => e.Message).ShouldContain(m => m.Contains("no contract 'cmcc-residence'"));
    }

    [Fact]
    public void Load_CodeThatDoesNotExist_IsAnErrorAtItsLine()
    {
        using var policies = new TemporaryPolicies().Replace(Cases, "expect: [reasons-not-granted]", "expect: [reasons-refused]");
        Errors(policies).ShouldContain(e => e.Line == policies.LineOf(Cases, "reasons-refused") && e.Message.Contains("'reasons-refused'"));
    }

    [Fact]
    public void Run_ContractChanged_FailsTheCasesThatShowIt()
    {
        using var policies = new TemporaryPolicies().Replace("contracts/cmcc-residence-stability.yaml", "reasons: 2", "reasons: 3");
        var set = PolicyFolder.Load(policies.Folder).Policies!;
        var failed = CaseFolder.Load(policies.Folder, set).Cases.Select(c => CaseRunner.Run(set, c)).Where(r => !r.Passed).ToList();
        failed.ShouldContain(r => r.Problem == "expected refused for reasons-not-granted, but it was granted");
        failed.ShouldAllBe(r => r.Case.Contract == "cmcc-residence-stability");
    }

    private static IReadOnlyList<PolicyError> Errors(TemporaryPolicies policies) =>
        CaseFolder.Load(policies.Folder, PolicyFolder.Load(policies.Folder).Policies!).Errors;
}
