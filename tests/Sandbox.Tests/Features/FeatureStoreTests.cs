using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Sandbox.Features;
using Sandbox.Protocol;

namespace Sandbox.Tests.Features;

public sealed class FeatureStoreTests : IDisposable
{
    private readonly FeatureFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Property(MaxTest = 60)]
    public void FeatureStore_AnyRows_AnswersAsADictionary(Dictionary<PositiveInt, float[]> seeds, byte featureCount, PositiveInt stranger)
    {
        var features = featureCount % 9;
        var rows = seeds.ToDictionary(s => $"ID-{s.Key.Get}", s => Enumerable.Range(0, features).Select(i => i < s.Value.Length ? s.Value[i] : float.NaN).ToArray(), StringComparer.Ordinal);
        using var store = FeatureStore.Open(_files.Write(FeatureFiles.Names(features), rows));

        store.Count.ShouldBe(rows.Count);
        store.FeatureNames.ShouldBe(FeatureFiles.Names(features));
        var row = new float[features];
        foreach (var (id, expected) in rows)
        {
            store.TryGet(Subject(id), row).ShouldBeTrue();
            row.ShouldBe(expected);
            store.RowAt(store.IndexOf(id), row);
            row.ShouldBe(expected);
        }
        var unknown = $"ID-{stranger.Get}-X";
        store.IndexOf(unknown).ShouldBe(-1);
        store.TryGet(unknown, row).ShouldBeFalse();
        row.ShouldAllBe(v => float.IsNaN(v));
    }

    [Property(MaxTest = 60)]
    public void NearestDonor_AnyPoint_IsTheFirstKeyAtOrAfterItAroundTheEnd(PositiveInt people, ulong upper, ulong lower)
    {
        var rows = FeatureFiles.People(people.Get, 1);
        var keys = rows.Keys.Select(id => SubjectKey.Of(id)).Order().ToList();
        using var store = FeatureStore.Open(_files.Write(["f"], rows));
        var point = new UInt128(upper, lower);
        var expected = keys.FindIndex(k => k >= point);
        store.NearestDonor(point).ShouldBe(expected < 0 ? 0 : expected);
        store.NearestDonor(UInt128.MaxValue).ShouldBe(0);
        store.NearestDonor(keys[^1]).ShouldBe(keys.Count - 1);
    }

    [Fact]
    public void NearestDonor_OthersLeaveAndJoin_MostlyStays()
    {
        var before = FeatureFiles.People(10_000, 1);
        var after = before.Skip(500).Concat(Enumerable.Range(20_000, 500).Select(i => KeyValuePair.Create($"P{i}", new[] { (float)i * 31 }))).ToDictionary();
        using var old = FeatureStore.Open(_files.Write(["f"], before));
        using var fresh = FeatureStore.Open(_files.Write(["f"], after));
        var same = Enumerable.Range(0, 2_000).Count(i =>
        {
            var point = SubjectKey.Of($"STRANGER-{i}");
            var (a, b) = (new float[1], new float[1]);
            old.RowAt(old.NearestDonor(point), a);
            fresh.RowAt(fresh.NearestDonor(point), b);
            return a[0].Equals(b[0]);
        });
        same.ShouldBeInRange(1_700, 1_999, "5 % left and 5 % joined: about 90 % of the donors stay");
    }

    [Fact]
    public void IndexOfOrDonor_KnownAndUnknown_TakesSubjectOrDonor()
    {
        using var store = FeatureStore.Open(_files.Write(["f"], FeatureFiles.People(1_000, 1)));
        var point = SubjectKey.Of("SOME-POINT");
        store.IndexOfOrDonor("P7", point).ShouldBe(store.IndexOf("P7"));
        store.IndexOfOrDonor("NOBODY", point).ShouldBe(store.NearestDonor(point));
    }

    [Fact]
    public void FeatureStore_Empty_KnowsNobody()
    {
        using var store = FeatureStore.Open(_files.Write(["f"], FeatureFiles.People(0, 1)));
        store.Count.ShouldBe(0);
        store.IndexOf("P0").ShouldBe(-1);
        store.NearestDonor(42).ShouldBe(-1);
        store.IndexOfOrDonor("P0", 42).ShouldBe(-1);
        Should.Throw<ArgumentOutOfRangeException>(() => store.RowAt(0, new float[1]));
    }

    [Fact]
    public void TryGet_ManyTimes_AllocatesNothing()
    {
        using var store = FeatureStore.Open(_files.Write(FeatureFiles.Names(24), FeatureFiles.People(1_000, 24)));
        var row = new float[24];
        var ids = FeatureFiles.People(100, 1).Keys.Select(Subject).ToArray();
        foreach (var id in ids) store.TryGet(id, row);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var id in ids) store.TryGet(id, row);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    [Fact]
    public void Dispose_LeaseHeld_StaysUsableUntilItIsReturned()
    {
        var store = FeatureStore.Open(_files.Write(["f"], FeatureFiles.People(10, 1)));
        var lease = store.Lease();
        store.Dispose();
        store.Dispose();
        store.IndexOf("P3").ShouldBeGreaterThanOrEqualTo(0);
        lease.Dispose();
        Should.Throw<ObjectDisposedException>(() => store.IndexOf("P3"));
        Should.Throw<ObjectDisposedException>(() => store.Lease());
    }

    [Fact]
    public async Task Dispose_WhileOthersLookUp_EndsInAnExceptionNotACrash()
    {
        var store = FeatureStore.Open(_files.Write(["f"], FeatureFiles.People(1_000, 1)));
        var started = new TaskCompletionSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            while (true)
            {
                try { store.IndexOf("P5").ShouldBeGreaterThanOrEqualTo(0); }
                catch (ObjectDisposedException) { return; }
                started.TrySetResult();
            }
        })).ToArray();
        await started.Task;
        store.Dispose();
        await Task.WhenAll(readers);
    }

    private static SubjectId Subject(string id) => SubjectId.TryParse(id, out var subject) ? subject : throw new ArgumentException("Not an id.", nameof(id));
}
