using System.Text;
using Policies.Contracts;
using Policies.Tests.Decisions;
using Policies.Yaml;

namespace Policies.Tests.Loading;

public sealed class JsonReaderTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[true,null,"x",-1.5e-7],"c":{"d":"é\"\\\/A"},"e":[],"f":{}}""")]
    [InlineData("{\n  \"a\": [\n    1,\n    \"2\"\n  ],\n  \"b\": { \"c\": false }\n}\n")]
    public void Read_Json_GivesTheNodesOfTheYamlParser(string json) => Show(JsonReader.TryRead(Encoding.UTF8.GetBytes(json))!).ShouldBe(Show(ByYaml(json)));

    [Fact]
    public void Read_AWholeContract_IsTheSameContract()
    {
        var json = ContractText.Canonical(Fixtures.Whole);
        Show(JsonReader.TryRead(json).ShouldNotBeNull()).ShouldBe(Show(ByYaml(Encoding.UTF8.GetString(json))));
        ContractIdentity.VersionOf(ContractText.ReadStored(json)).Sha256.ShouldBe(ContractIdentity.VersionOf(Fixtures.Whole).Sha256);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{ a: 1 }")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":1} {}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"a\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}")]
    public void Read_WhatIsNoStrictJson_IsLeftToTheYamlParser(string text) => JsonReader.TryRead(Encoding.UTF8.GetBytes(text)).ShouldBeNull();

    // A leading space keeps the JSON reader away.
    private static YamlMap ByYaml(string json) => YamlReader.Read(Encoding.UTF8.GetBytes($" {json}"), new YamlErrors("x")).ShouldNotBeNull();

    private static string Show(YamlNode node) => node switch
    {
        YamlMap map => $"{map.Line}{{{string.Join(',', map.Entries.Select(e => $"{e.Key.Line}:{e.Key.Text}={Show(e.Value)}"))}}}",
        YamlList list => $"{list.Line}[{string.Join(',', list.Items.Select(Show))}]",
        YamlScalar scalar => $"{scalar.Line}:{scalar.Plain}:{scalar.Text}",
        _ => throw new ArgumentException("No such node.", nameof(node)),
    };
}
