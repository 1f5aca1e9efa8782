using Sandbox.Features;
using Sandbox.Jobs;
using Sandbox.Tests.Scores;

namespace Sandbox.Tests.Jobs;

public sealed class OpenVersionsTests : IDisposable
{
    private const string Second = "22222222222222222222222222222222";
    private const string Third = "33333333333333333333333333333333";

    private readonly OpenVersions<FeatureStore> _versions;

    public OpenVersionsTests(SyntheticCity city)
    {
        city.WriteVersion(Second);
        city.WriteVersion(Third);
        _versions = new OpenVersions<FeatureStore>((dataset, version) => FeatureStore.TryOpen(city.Data, dataset, version));
    }

    public void Dispose() => _versions.Dispose();

    [Fact]
    public void Version_AskedForTwice_IsOpenedOnce()
    {
        using var one = Lease(SyntheticCity.Version);
        using var two = Lease(SyntheticCity.Version);
        two.Opened.ShouldBeSameAs(one.Opened);
    }

    [Fact]
    public void Version_BeforeTheNewest_StaysOpen()
    {
        var first = Lease(SyntheticCity.Version);
        first.Dispose();
        Lease(Second).Dispose();
        Should.NotThrow(() => first.Opened.Lease().Dispose());
    }

    [Fact]
    public void Version_OfARunningJob_StaysReadableUntilTheJobIsDone()
    {
        var first = Lease(SyntheticCity.Version);
        Lease(Second).Dispose();
        Lease(Third).Dispose();
        var row = new float[SyntheticCity.Spec.Features.Count];
        first.Opened.TryGet("P1", row).ShouldBeTrue();
        first.Dispose();
        Should.Throw<ObjectDisposedException>(() => first.Opened.Lease().Dispose());
    }

    [Fact]
    public void Version_ClosedBefore_IsOpenedAgain()
    {
        foreach (var version in new[] { SyntheticCity.Version, Second, Third, SyntheticCity.Version }) Lease(version).Dispose();
        using var again = Lease(SyntheticCity.Version);
        again.Opened.TryGet("P1", new float[SyntheticCity.Spec.Features.Count]).ShouldBeTrue();
    }

    [Fact]
    public void Version_NotHeld_IsNotLeased() => _versions.TryLease(SyntheticCity.Dataset, new string('9', 32)).ShouldBeNull();

    private LeasedVersion<FeatureStore> Lease(string version) => _versions.TryLease(SyntheticCity.Dataset, version).ShouldNotBeNull();
}
