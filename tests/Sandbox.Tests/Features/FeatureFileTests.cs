using FsCheck.Xunit;
using Sandbox.Features;

namespace Sandbox.Tests.Features;

public sealed class FeatureFileTests : IDisposable
{
    private readonly FeatureFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Property(MaxTest = 100)]
    public void Open_TruncatedAnywhere_IsRefused(ushort cut)
    {
        var path = _files.Write(FeatureFiles.Names(3), FeatureFiles.People(100, 3));
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..(cut % bytes.Length)]);
        Should.Throw<FeatureFileException>(() => FeatureStore.Open(path));
    }

    [Property(MaxTest = 100)]
    public void Open_HeaderAltered_IsRefused(ushort position, byte change)
    {
        var names = FeatureFiles.Names(3);
        var path = _files.Write(names, FeatureFiles.People(100, 3));
        var bytes = File.ReadAllBytes(path);
        bytes[position % (64 + string.Join('\n', names).Length)] ^= (byte)(change | 1);
        File.WriteAllBytes(path, bytes);
        Should.Throw<FeatureFileException>(() => FeatureStore.Open(path));
    }

    [Property(MaxTest = 100)]
    public void LookUp_BodyOverwritten_StaysInsideTheFile(byte filler, ulong point)
    {
        var path = _files.Write(["a"], FeatureFiles.People(500, 1));
        var bytes = File.ReadAllBytes(path);
        Array.Fill(bytes, filler, 4096, bytes.Length - 4096);
        File.WriteAllBytes(path, bytes);
        using var store = FeatureStore.Open(path);
        store.NearestDonor(new UInt128(point, point)).ShouldBeInRange(0, 499);
        store.IndexOf("P1").ShouldBeInRange(-1, 499);
    }

    [Fact]
    public void Open_ForeignFile_IsRefused()
    {
        var path = _files.Write(["a"], FeatureFiles.People(1, 1));
        File.WriteAllText(path, new string('x', 10_000));
        Should.Throw<FeatureFileException>(() => FeatureStore.Open(path)).Message.ShouldBe("This is not a feature store.");
    }

    [Fact]
    public void Writer_NotCompleted_LeavesAFileThatIsRefused()
    {
        var path = _files.Write(["a"], FeatureFiles.People(1, 1)) + ".new";
        using (var writer = new FeatureStoreWriter(path, ["a"], 1)) writer.Append(1, [1f]);
        Should.Throw<FeatureFileException>(() => FeatureStore.Open(path));
    }

    [Fact]
    public void Writer_WrongOrderOrNumber_Throws()
    {
        var path = _files.Write(["a"], FeatureFiles.People(1, 1)) + ".new";
        using var writer = new FeatureStoreWriter(path, ["a"], 3);
        writer.Append(5, [1f]);
        Should.Throw<InvalidOperationException>(() => writer.Append(5, [1f]));
        Should.Throw<InvalidOperationException>(() => writer.Append(4, [1f]));
        Should.Throw<InvalidOperationException>(writer.Complete);
        Should.Throw<ArgumentException>(() => writer.Append(6, [1f, 2f]));
    }

    [Fact]
    public void Writer_SameRows_SameBytes()
    {
        var rows = FeatureFiles.People(1_000, 2);
        var first = File.ReadAllBytes(_files.Write(["a", "b"], rows));
        File.ReadAllBytes(_files.Write(["a", "b"], rows.Reverse().ToDictionary())).ShouldBe(first);
    }
}
