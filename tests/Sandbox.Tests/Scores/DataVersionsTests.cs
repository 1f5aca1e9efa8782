using Sandbox.Scores;

namespace Sandbox.Tests.Scores;

public sealed class DataVersionsTests : IDisposable
{
    private const string Second = "22222222222222222222222222222222";
    private const string Third = "33333333333333333333333333333333";

    private readonly DataVersions _versions;

    public DataVersionsTests(SyntheticCity city)
    {
        city.WriteVersion(Second);
        city.WriteVersion(Third);
        _versions = new DataVersions(city.Data);
    }

    public void Dispose() => _versions.Dispose();

    [Fact]
    public void Version_AskedForTwice_IsOpenedOnce()
    {
        using var one = Lease(SyntheticCity.Version);
        using var two = Lease(SyntheticCity.Version);
        two.Store.ShouldBeSameAs(one.Store);
    }

    [Fact]
    public void Version_BeforeTheNewest_StaysOpen()
    {
        var first = Lease(SyntheticCity.Version);
        first.Dispose();
        Lease(Second).Dispose();
        Should.NotThrow(() => first.Store.Lease().Dispose());
    }

    [Fact]
    public void Version_OfARunningJob_StaysReadableUntilTheJobIsDone()
    {
        var first = Lease(SyntheticCity.Version);
        Lease(Second).Dispose();
        Lease(Third).Dispose();
        var row = new float[SyntheticCity.Spec.Features.Count];
        first.Store.TryGet("P1", row).ShouldBeTrue();
        first.Dispose();
        Should.Throw<ObjectDisposedException>(() => first.Store.Lease().Dispose());
    }

    [Fact]
    public void Version_ClosedBefore_IsOpenedAgain()
    {
        foreach (var version in new[] { SyntheticCity.Version, Second, Third, SyntheticCity.Version }) Lease(version).Dispose();
        using var again = Lease(SyntheticCity.Version);
        again.Store.TryGet("P1", new float[SyntheticCity.Spec.Features.Count]).ShouldBeTrue();
    }

    [Fact]
    public void Version_NotHeld_IsNotLeased() => _versions.TryLease(SyntheticCity.Dataset, new string('9', 32)).ShouldBeNull();

    private LeasedVersion Lease(string version) => _versions.TryLease(SyntheticCity.Dataset, version).ShouldNotBeNull();
}
