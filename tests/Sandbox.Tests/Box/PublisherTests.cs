using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Sandbox.Box;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;

namespace Sandbox.Tests.Box;

public sealed class PublisherTests : IDisposable
{
    private static readonly DatasetSpec Spec = new(
        "people", "id", 1, [new("age", ColumnType.Integer)], [new("age", "age", FeatureTake.Value, "person")], null);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("publish-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private string Data => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Publish_OfSeveralVersions_KeepsTheLastAndTheOneBefore()
    {
        foreach (var version in "abc") await PublishAsync(Version(version));

        new DataPublisher(Data, _time).Current("people").ShouldBe(Version('c'));
        Versions().ShouldBe([Version('b'), Version('c')]);
        File.Exists(Path.Combine(DataLayout.Version(Data, "people", Version('c')), DataLayout.FeaturesFile)).ShouldBeTrue();
    }

    [Fact]
    public async Task Publish_OfANewVersion_KeepsTheDonorKey()
    {
        await PublishAsync(Version('a'));
        var key = await File.ReadAllBytesAsync(DataLayout.DonorKey(Data, "people"), TestContext.Current.CancellationToken);
        await PublishAsync(Version('b'));

        key.Length.ShouldBe(32);
        (await File.ReadAllBytesAsync(DataLayout.DonorKey(Data, "people"), TestContext.Current.CancellationToken)).ShouldBe(key);
        File.GetUnixFileMode(DataLayout.DonorKey(Data, "people")).ShouldBe(UnixFileMode.UserRead);
    }

    [Theory]
    [InlineData("extra")]
    [InlineData("missing")]
    [InlineData("link")]
    [InlineData("folder")]
    [InlineData("spec")]
    [InlineData("version")]
    [InlineData("hash")]
    [InlineData("garbage")]
    [InlineData("null")]
    public async Task Publish_OfSomethingElse_LeavesTheOldVersionInForce(string fault)
    {
        await PublishAsync(Version('a'));
        using var staging = StagingArea.Create(Data);
        Stage(staging.Folder, Version('b'));
        var rows = Path.Combine(staging.Folder, DataLayout.RowsFile);
        var manifest = Path.Combine(staging.Folder, DataLayout.ManifestFile);
        switch (fault)
        {
            case "extra": File.WriteAllText(Path.Combine(staging.Folder, "extra"), ""); break;
            case "missing": File.Delete(rows); break;
            case "link": File.Delete(rows); File.CreateSymbolicLink(rows, "/etc/passwd"); break;
            case "folder": File.Delete(rows); Directory.CreateDirectory(rows); break;
            case "spec": Write(staging.Folder, DataLayout.SpecFile, JsonSerializer.SerializeToUtf8Bytes(Spec with { MaxRows = 9 }, ProtocolJson.Default.DatasetSpec)); break;
            case "version": Write(staging.Folder, DataLayout.ManifestFile, Manifest(Version('c'), SpecHash())); break;
            case "hash": Write(staging.Folder, DataLayout.ManifestFile, Manifest(Version('b'), new string('0', 64))); break;
            case "garbage": File.WriteAllText(manifest, "{"); break;
            case "null": File.WriteAllText(manifest, "null"); break;
        }

        await Should.ThrowAsync<PublishRefusedException>(
            () => new DataPublisher(Data, _time).PublishAsync(staging.Folder, Job(Version('b')), TestContext.Current.CancellationToken));

        new DataPublisher(Data, _time).Current("people").ShouldBe(Version('a'));
        Versions().ShouldBe([Version('a')]);
    }

    [Fact]
    public async Task Publish_OfRowsInADatabase_TakesTheTableOfTheVersionAndNoOther()
    {
        var job = Job(Version('a')) with { Source = new PostgresSource("city", "people", new Dictionary<string, string>()) };
        foreach (var (version, isTaken) in new[] { (Version('b'), false), (Version('a'), true) })
        {
            using var staging = StagingArea.Create(Data);
            Stage(staging.Folder, Version('a'));
            File.Delete(Path.Combine(staging.Folder, DataLayout.RowsFile));
            Write(staging.Folder, DataLayout.RowsPlaceFile, JsonSerializer.SerializeToUtf8Bytes(RowsPlace.Of("people", version), ProtocolJson.Default.RowsPlace));
            var publishing = new DataPublisher(Data, _time).PublishAsync(staging.Folder, job, TestContext.Current.CancellationToken);
            if (!isTaken) await Should.ThrowAsync<PublishRefusedException>(() => publishing);
            else (await publishing).Version.ShouldBe(Version('a'));
        }
        Versions().ShouldBe([Version('a')]);
    }

    [Fact]
    public async Task Publish_WhileAnotherPublishes_Waits()
    {
        using var staging = StagingArea.Create(Data);
        Stage(staging.Folder, Version('a'));
        Task<VersionManifest> publishing;
        using (await PublishLock.TakeAsync(Data, _time, TestContext.Current.CancellationToken))
        {
            publishing = new DataPublisher(Data, TimeProvider.System).PublishAsync(staging.Folder, Job(Version('a')), TestContext.Current.CancellationToken);
            publishing.IsCompleted.ShouldBeFalse();
            new DataPublisher(Data, _time).Current("people").ShouldBeNull();
        }

        (await publishing).Version.ShouldBe(Version('a'));
    }

    [Fact]
    public void Staging_LeftByACrash_IsSweptAndLiveOnesAreNot()
    {
        using var live = StagingArea.Create(Data);
        var dead = Path.Combine(DataLayout.Staging(Data), "dead");
        File.WriteAllText(dead + ".lock", "");
        Directory.CreateDirectory(dead);

        using var next = StagingArea.Create(Data);

        Directory.Exists(dead).ShouldBeFalse();
        File.Exists(dead + ".lock").ShouldBeFalse();
        Directory.Exists(live.Folder).ShouldBeTrue();
    }

    [Fact]
    public async Task PublishModel_Twice_PinsTheLastOfEachProduct()
    {
        var first = await PublishModelAsync("one"u8.ToArray(), hash: null);
        var second = await PublishModelAsync("two"u8.ToArray(), hash: null);
        await PublishModelAsync("two"u8.ToArray(), hash: null);

        var registry = new ModelPublisher(Data, _time).Registry();
        registry.Models.ShouldHaveSingleItem().ShouldBe(new RegisteredModel("credit", "gbdt", second.Sha256, _time.GetUtcNow()));
        File.ReadAllText(Path.Combine(DataLayout.Model(Data, first.Sha256), DataLayout.ModelFile)).ShouldBe("one");
    }

    [Fact]
    public async Task PublishModel_WhoseHashIsAnothers_IsRefused()
    {
        await Should.ThrowAsync<PublishRefusedException>(() => PublishModelAsync("one"u8.ToArray(), new string('0', 64)));

        new ModelPublisher(Data, _time).Registry().Models.ShouldBeEmpty();
        Directory.Exists(Path.Combine(Data, "models")).ShouldBeFalse();
    }

    private async Task PublishAsync(string version)
    {
        using var staging = StagingArea.Create(Data);
        Stage(staging.Folder, version);
        await new DataPublisher(Data, _time).PublishAsync(staging.Folder, Job(version), TestContext.Current.CancellationToken);
    }

    private async Task<ModelCard> PublishModelAsync(byte[] model, string? hash)
    {
        using var staging = StagingArea.Create(Data);
        var job = new TrainJob("credit", "gbdt", ModelAlgorithm.LightGbm, Spec, Version('a'), ["age"], [], 7, "/data", "/staging");
        var card = new ModelCard(
            "credit", "gbdt", ModelAlgorithm.LightGbm, hash ?? Convert.ToHexStringLower(SHA256.HashData(model)), "people", Version('a'), 7,
            [new("age", "person", false, 1, 0, 1)], 7, 3, 0.7, 0.3, [], [], _time.GetUtcNow());
        Write(staging.Folder, DataLayout.ModelFile, model);
        Write(staging.Folder, DataLayout.CardFile, JsonSerializer.SerializeToUtf8Bytes(card, ProtocolJson.Default.ModelCard));
        return await new ModelPublisher(Data, _time).PublishAsync(staging.Folder, job, TestContext.Current.CancellationToken);
    }

    private void Stage(string folder, string version)
    {
        Write(folder, DataLayout.RowsFile, [1]);
        Write(folder, DataLayout.FeaturesFile, [2]);
        Write(folder, DataLayout.SpecFile, JsonSerializer.SerializeToUtf8Bytes(Spec, ProtocolJson.Default.DatasetSpec));
        Write(folder, DataLayout.ManifestFile, Manifest(version, SpecHash()));
    }

    private byte[] Manifest(string version, string hash) => JsonSerializer.SerializeToUtf8Bytes(
        new VersionManifest("people", version, hash, 1, 1, _time.GetUtcNow()), ProtocolJson.Default.VersionManifest);

    private IEnumerable<string?> Versions() =>
        Directory.EnumerateDirectories(Path.Combine(DataLayout.Dataset(Data, "people"), "versions")).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private static string SpecHash() =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(Spec, ProtocolJson.Default.DatasetSpec)));

    private static ImportJob Job(string version) => new(Spec, new DemoSource("none", 1, 1), version, "", "/staging", new string('c', 64));

    private static string Version(char digit) => new(digit, 32);

    private static void Write(string folder, string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(folder, name), bytes);
}
