using Sandbox.Protocol.Permits;

namespace Sandbox.Tests.Protocol;

public class PermitTests
{
    private static readonly DateTimeOffset _expires = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_123);

    [Fact]
    public void Permit_Sealed_OpensToTheSame()
    {
        var permit = SealedValues.Permit(_expires, nonce: UInt128.MaxValue);
        var opened = SealedValues.Key.Open(SealedValues.Key.Seal(permit)).ShouldNotBeNull();
        opened.Kind.ShouldBe(permit.Kind);
        opened.Nonce.ShouldBe(permit.Nonce);
        opened.Expires.ShouldBe(permit.Expires);
        opened.BootId.ToArray().ShouldBe(permit.BootId.ToArray());
        opened.JobSha256.ToArray().ShouldBe(permit.JobSha256.ToArray());
        opened.Salt.ToArray().ShouldBe(permit.Salt.ToArray());
    }

    [Fact]
    public void Permit_AnyCharacterAltered_DoesNotOpen()
    {
        var header = SealedValues.Key.Seal(SealedValues.Permit(_expires));
        foreach (var altered in SealedValues.Alterations(header)) SealedValues.Key.Open(altered).ShouldBeNull();
    }

    [Fact]
    public void Permit_OfAnotherKey_DoesNotOpen() =>
        SealedValues.Key.Open(SealedValues.OtherKey.Seal(SealedValues.Permit(_expires))).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64!")]
    public void Permit_Malformed_DoesNotOpen(string header) => SealedValues.Key.Open(header).ShouldBeNull();

    [Fact]
    public void PermitKey_OfAnotherLength_Throws() => Should.Throw<ArgumentException>(() => new PermitKey(new byte[31]));
}
