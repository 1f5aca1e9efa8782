using System.Text.Json.Nodes;
using Policies.Contracts;
using Policies.Interchange;
using Policies.Tests.Shipped;
using static Policies.Tests.Decisions.Fixtures;

namespace Policies.Tests.Interchange;

public sealed class OdrlTests
{
    private const string City = "https://data.example.cn/operator";

    public static TheoryData<string, string> Shipped => [.. ShippedPolicies.Set.Contracts.Keys];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Agreement_ExportedAndImported_IsTheSameContract(string consumer, string product)
    {
        var version = ShippedPolicies.Set.Contracts[(consumer, product)];
        RoundTrip(version.Document).Sha256.ShouldBe(version.Sha256);
    }

    [Fact]
    public void Agreement_OfEveryClause_LosesNothing() => RoundTrip(Whole).Sha256.ShouldBe(ContractIdentity.VersionOf(Whole).Sha256);

    [Fact]
    public void Agreement_OfAContract_SaysInPlainOdrlWhoMayDoWhatForWhichPurposeUntilWhen()
    {
        var agreement = OdrlExport.Agreement(Whole, City);
        ((string?)agreement["@type"], (string?)agreement["assigner"], (string?)agreement["assignee"], (string?)agreement["target"]).ShouldBe(
            ("Agreement", City, "urn:dpg:consumer:bank-ccb", "urn:dpg:product:housing-credit"));
        var permissions = agreement["permission"]!.AsArray();
        permissions.Select(p => (string?)p!["action"]).ShouldBe(["dpg:score", "dpg:aggregate", "dpg:scoreEncrypted"]);
        permissions.ShouldAllBe(p => p!["constraint"]!.AsArray().Count(c => (string?)c!["leftOperand"] == "dateTime") == 2);
        permissions[0]!["constraint"]!.AsArray().Where(c => (string?)c!["leftOperand"] == "count").Select(c => (long)c!["rightOperand"]!).ShouldBe([50, 1000, 20000]);
        permissions[0]!["duty"]!.AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("\"gteq\"", "\"lt\"")]
    [InlineData("\"dpg:score\"", "\"use\"")]
    [InlineData("\"Agreement\"", "\"Offer\"")]
    [InlineData("\"permission\"", "\"prohibition\"")]
    [InlineData("\"dpg:maxBatch\"", "\"spatial\"")]
    [InlineData("\"rightOperand\":50,", "\"rightOperand\":51,")]
    [InlineData("\"post-loan\"", "\"marketing\"")]
    [InlineData("\"dpg:window\":\"month\"", "\"dpg:window\":\"week\"")]
    [InlineData("\"profile\"", "\"remedy\"")]
    [InlineData("\"compensate\"", "\"attribute\"")]
    public void Agreement_ThatSaysWhatNoContractCan_IsRefusedWhole(string text, string replacement)
    {
        var original = OdrlExport.Agreement(Whole, City).ToJsonString();
        original.ShouldContain(text);
        var index = original.IndexOf(text, StringComparison.Ordinal);
        var changed = string.Concat(original.AsSpan(0, index), replacement, original.AsSpan(index + text.Length));
        var (contract, errors) = OdrlImport.Agreement(JsonNode.Parse(changed)!.AsObject());
        contract.ShouldBeNull();
        errors.ShouldNotBeEmpty();
    }

    [Fact]
    public void Agreement_OfNothing_IsNone() =>
        Should.Throw<ArgumentException>(() => OdrlExport.Agreement(Whole with { Score = null, Aggregate = null, Encrypted = null }, City));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"permission":[]}""")]
    [InlineData("""{"permission":[1]}""")]
    [InlineData("""{"permission":[{"constraint":{}}]}""")]
    public void Import_AnyOtherJson_IsRefused(string json) => OdrlImport.Agreement(JsonNode.Parse(json)!.AsObject()).Contract.ShouldBeNull();

    private static ContractVersion RoundTrip(ContractDocument contract)
    {
        var (read, errors) = OdrlImport.Agreement(JsonNode.Parse(OdrlExport.Agreement(contract, City).ToJsonString())!.AsObject());
        errors.ShouldBeEmpty();
        return ContractIdentity.VersionOf(read.ShouldNotBeNull());
    }
}
