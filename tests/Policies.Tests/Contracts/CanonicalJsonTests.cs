using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Policies.Contracts;

namespace Policies.Tests.Contracts;

/// <summary>The rules and examples of RFC 8785.</summary>
public sealed class CanonicalJsonTests
{
    // RFC 8785, appendix B.
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Serialize_Number_IsWrittenAsEcmaScriptDoes(string bits, string text) =>
        Text(JsonValue.Create(BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber)))).ShouldBe(text);

    [Fact]
    public void Serialize_ExampleOfTheStandard_IsItsCanonicalForm()
    {
        // RFC 8785, 3.2.2 and 3.2.4.
        var value = new JsonObject
        {
            ["numbers"] = new JsonArray(333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001),
            ["string"] = "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\u002f",
            ["literals"] = new JsonArray(null, true, false),
        };
        Text(value).ShouldBe(
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""");
    }

    [Fact]
    public void Serialize_Members_AreOrderedByUtf16CodeUnits()
    {
        // RFC 8785, 3.2.3: the emoji, a surrogate pair, comes before U+FB33.
        var value = new JsonObject
        {
            ["\u20ac"] = "Euro Sign", ["\r"] = "Carriage Return", ["\ufb33"] = "Hebrew Letter Dalet With Dagesh", ["1"] = "One",
            ["\ud83d\ude00"] = "Emoji: Grinning Face", ["\u0080"] = "Control", ["\u00f6"] = "Latin Small Letter O With Diaeresis",
        };
        JsonNode.Parse(CanonicalJson.Serialize(value))!.AsObject().Select(m => m.Value!.GetValue<string>()).ShouldBe(
        [
            "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
        ]);
    }

    [Fact]
    public void Serialize_ControlCharacters_HaveTheShortestEscapes() =>
        Text(JsonValue.Create("\0\b\t\n\v\f\r\u001f\u007f")).ShouldBe("\"\\u0000\\b\\t\\n\\u000b\\f\\r\\u001f\u007f\"");

    [Fact]
    public void Serialize_WhatHasNoCanonicalForm_IsRefused()
    {
        Should.Throw<ArgumentException>(() => CanonicalJson.Serialize(JsonValue.Create(double.NaN)));
        Should.Throw<ArgumentException>(() => CanonicalJson.Serialize(JsonValue.Create(double.NegativeInfinity)));
        Should.Throw<ArgumentException>(() => CanonicalJson.Serialize(JsonValue.Create((1L << 53) + 1)));
        Should.Throw<ArgumentException>(() => CanonicalJson.Serialize(JsonValue.Create("\ud800")));
    }

    [Property(MaxTest = 20_000)]
    public void Serialize_AnyFiniteDouble_ReadsBackTheSame(double value)
    {
        if (!double.IsFinite(value)) return;
        double.Parse(Text(JsonValue.Create(value)), CultureInfo.InvariantCulture).ShouldBe(value);
    }

    private static string Text(JsonNode? value) => Encoding.UTF8.GetString(CanonicalJson.Serialize(value));
}
