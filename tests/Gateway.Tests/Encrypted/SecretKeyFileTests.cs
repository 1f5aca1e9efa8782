using Gateway.Client.Encryption;
using Gateway.Client.Keys;
using Microsoft.Extensions.Time.Testing;
using Sandbox.Encryption;

namespace Gateway.Tests.Encrypted;

public sealed class SecretKeyFileTests : IDisposable
{
    private static readonly Lazy<SealClient> _seal = new(SealClient.Start);
    private static readonly TimeSpan _month = TimeSpan.FromDays(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("secret-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Delete(recursive: true);

    private SecretKeyFile File => new(Path.Combine(_folder.FullName, "sub", "key"), _time);

    [Fact]
    public void Key_MadeOnFirstUse_IsKeptForItsOwnerAloneAndOpenedAgain()
    {
        using var made = File.OpenOrCreate(_seal.Value, _month);
        System.IO.File.GetUnixFileMode(File.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var opened = File.OpenOrCreate(_seal.Value, _month);
        opened.Export().SequenceEqual(made.Export()).ShouldBeTrue();
        using var again = File.Open();
        again.Export().SequenceEqual(made.Export()).ShouldBeTrue();
    }

    [Fact]
    public void Key_OlderThanItMayBe_IsMadeAnew()
    {
        using var old = File.OpenOrCreate(_seal.Value, _month);
        _time.Advance(_month + TimeSpan.FromSeconds(1));
        using var fresh = File.OpenOrCreate(_seal.Value, _month);
        fresh.Export().SequenceEqual(old.Export()).ShouldBeFalse();
    }

    [Fact]
    public void Key_OpenToOthers_IsRefused()
    {
        File.OpenOrCreate(_seal.Value, _month).Dispose();
        System.IO.File.SetUnixFileMode(File.Path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        Should.Throw<ClientKeyException>(() => File.Open());
    }

    [Fact]
    public void Key_DamagedOrMissing_IsRefusedAndNotReplaced()
    {
        Should.Throw<ClientKeyException>(() => File.Open());
        File.OpenOrCreate(_seal.Value, _month).Dispose();
        using (var file = System.IO.File.OpenWrite(File.Path)) file.WriteByte(0);
        Should.Throw<ClientKeyException>(() => File.OpenOrCreate(_seal.Value, _month));
    }
}
