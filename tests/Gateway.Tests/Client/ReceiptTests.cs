using FsCheck.Xunit;
using Gateway.Client.Receipts;

namespace Gateway.Tests.Client;

public sealed class ReceiptTests
{
    private static readonly string Hash = Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());

    [Fact]
    public void Receipt_OfAnyMemberOrder_IsRead()
    {
        Receipt.TryParse($"origin=\"a \\\"b\\\"\",  nonce=:{Hash}:, contract=:{Hash}:, later=?1, index=7", out var receipt).ShouldBeTrue();

        receipt!.Index.ShouldBe(7);
        receipt.Origin.ShouldBe("a \"b\"");
        Convert.ToBase64String(receipt.Nonce.Span).ShouldBe(Hash);
    }

    [Theory]
    [InlineData("index=7, nonce=:AAAA:, contract=:{0}:, origin=\"x\"")]
    [InlineData("index=7.5, nonce=:{0}:, contract=:{0}:, origin=\"x\"")]
    [InlineData("index=7, nonce=:{0}:, contract=:{0}:, origin=\"x")]
    [InlineData("index=7, nonce=:{0}:, contract=:{0}:, origin=\"\"")]
    [InlineData("index=7, nonce=:{0}:, contract=:{0}:, origin=\"x\",")]
    [InlineData("index=7, nonce=:{0}, contract=:{0}:, origin=\"x\"")]
    [InlineData("index=7; nonce=:{0}:, contract=:{0}:, origin=\"x\"")]
    public void Receipt_NotWellFormed_IsRefused(string header) =>
        Receipt.TryParse(header.Replace("{0}", Hash, StringComparison.Ordinal), out _).ShouldBeFalse();

    [Property(MaxTest = 1000)]
    public void Dictionary_AnyText_IsReadOrRefusedWithoutThrowing(string? text) => Should.NotThrow(() => StructuredDictionary.Parse(text));
}
