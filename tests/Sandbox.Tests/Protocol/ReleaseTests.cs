using Sandbox.Protocol.Releases;

namespace Sandbox.Tests.Protocol;

public class ReleaseTests
{
    [Fact]
    public void Release_Sealed_OpensToTheSame()
    {
        var release = SealedValues.Release();
        var opened = Release.Open(SealedValues.Key, release.Seal(SealedValues.Key)).ShouldNotBeNull();
        opened.Counter.ShouldBe(release.Counter);
        opened.Nonce.ShouldBe(release.Nonce);
        opened.BootId.ToArray().ShouldBe(release.BootId.ToArray());
        opened.ResultHash.ToArray().ShouldBe(release.ResultHash.ToArray());
        opened.Link.ToArray().ShouldBe(release.Link.ToArray());
    }

    [Fact]
    public void Release_AnyCharacterAltered_DoesNotOpen()
    {
        foreach (var altered in SealedValues.Alterations(SealedValues.Release().Seal(SealedValues.Key)))
            Release.Open(SealedValues.Key, altered).ShouldBeNull();
    }

    [Fact]
    public void Release_OfAnotherKey_DoesNotOpen() =>
        Release.Open(SealedValues.Key, SealedValues.Release().Seal(SealedValues.OtherKey)).ShouldBeNull();
}
