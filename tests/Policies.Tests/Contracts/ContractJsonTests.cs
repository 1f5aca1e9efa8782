using Policies.Contracts;
using Policies.Tests.Shipped;
using Policies.Yaml;

namespace Policies.Tests.Contracts;

public sealed class ContractJsonTests
{
    public static TheoryData<string, string> Shipped => [.. ShippedPolicies.Set.Contracts.Keys];

    /// <summary>JSON is YAML: what identifies a contract is itself a contract.</summary>
    [Theory]
    [MemberData(nameof(Shipped))]
    public void Of_ReadAsADocument_IsTheSameContract(string consumer, string product)
    {
        var version = ShippedPolicies.Set.Contracts[(consumer, product)];
        var errors = new YamlErrors("contract.json");
        var map = YamlReader.Read(CanonicalJson.Serialize(ContractIdentity.ToJson(version.Document)), errors).ShouldNotBeNull();
        var read = ContractReader.Read(new MapReader(map, "The document", errors));
        errors.All.ShouldBeEmpty();
        ContractIdentity.VersionOf(read).Sha256.ShouldBe(version.Sha256);
    }
}
