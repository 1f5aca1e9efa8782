namespace Policies.Tests.Loading;

/// <summary>Reading only what changed gives what reading everything gives.</summary>
public sealed class PolicyTreeTests
{
    private const string Contract = "contracts/ccb-housing-credit.yaml";
    private const string Product = "products/housing-credit.yaml";
    private const string Dataset = "datasets/housing-fund.yaml";

    [Fact]
    public void Reload_ChangesOfAllKinds_GiveTheSameAsLoad()
    {
        using var policies = new TemporaryPolicies();
        var tree = new PolicyTree(policies.Folder);
        tree.Load().Errors.ShouldBeEmpty();
        Step(Contract, () => policies.Replace(Contract, "maxBatch: 1000", "maxBatch: 999"));
        Step(Contract, () => policies.Replace(Contract, "maxBatch: 999", "maxBatch: 0"));
        Step(Product, () => policies.Replace(Product, "scorePrecision: 1", "scorePrecision: 2"));
        Step(Contract, () => policies.Replace(Contract, "maxBatch: 0", "maxBatch: 9"));
        Step(Contract, () => policies.Replace(Contract, "precision: 1 ", "precision: 2 "));
        Step(Dataset, () => policies.Replace(Dataset, "classification: L3", "classification: L4"));
        Step(Dataset, () => policies.Replace(Dataset, "classification: L4", "classification: L2"));
        Step("contracts/copy.yaml", () => File.WriteAllText(
            policies.PathOf("contracts/copy.yaml"), File.ReadAllText(policies.PathOf(Contract)).Replace("contract: ccb-housing-credit", "contract: copy")));
        Step("contracts/copy.yaml", () => File.Delete(policies.PathOf("contracts/copy.yaml")));
        Step(Dataset, () => File.Delete(policies.PathOf(Dataset)));

        void Step(string file, Action change)
        {
            change();
            var (reloaded, errors) = tree.Reload([file]);
            var (loaded, expected) = PolicyFolder.Load(policies.Folder);
            errors.ShouldBe(expected);
            (reloaded is null).ShouldBe(loaded is null);
            reloaded?.Contracts.Select(c => (c.Key, c.Value.Sha256)).Order().ShouldBe(loaded!.Contracts.Select(c => (c.Key, c.Value.Sha256)).Order());
            reloaded?.Datasets.Select(d => (d.Key, d.Value.Classification)).Order().ShouldBe(loaded!.Datasets.Select(d => (d.Key, d.Value.Classification)).Order());
            reloaded?.Products.Select(p => (p.Key, p.Value.Floor.ScorePrecision)).Order().ShouldBe(loaded!.Products.Select(p => (p.Key, p.Value.Floor.ScorePrecision)).Order());
        }
    }

    [Fact]
    public void Reload_ContractThatDidNotChange_KeepsItsVersion()
    {
        using var policies = new TemporaryPolicies();
        var tree = new PolicyTree(policies.Folder);
        var before = tree.Load().Policies!;
        policies.Replace(Contract, "maxBatch: 1000", "maxBatch: 999");
        var after = tree.Reload([Contract, "contracts/ccb-housing-credit.cases.yaml"]).Policies!;
        after.Contracts[("bank-ccb", "credit-default")].ShouldBeSameAs(before.Contracts[("bank-ccb", "credit-default")]);
        after.Contracts[("bank-ccb", "housing-credit")].ShouldNotBe(before.Contracts[("bank-ccb", "housing-credit")]);
    }
}
