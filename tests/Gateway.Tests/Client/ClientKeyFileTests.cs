using Gateway.Client.Keys;

namespace Gateway.Tests.Client;

public sealed class ClientKeyFileTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly string _folder = Directory.CreateTempSubdirectory("key-").FullName;

    private string FilePath => Path.Combine(_folder, "clients", "bank.json");

    [Fact]
    public void KeyFile_Saved_IsItsOwnersAloneAndReadsBack()
    {
        var made = Make();
        made.Save(FilePath);

        File.GetUnixFileMode(FilePath).ShouldBe(OwnerOnly);
        var read = ClientKeyFile.Load(FilePath);
        read.PublicKey().ShouldBe(made.PublicKey());
        read.Ca.ShouldBe(Path.Combine(_folder, "gateway", "ca.pem"));
        (read.ClientId, read.Role, read.Gateway.Port).ShouldBe(("bank-ccb", "consumer", 8443));
        File.ReadAllText(FilePath).ShouldContain("\"../gateway/ca.pem\"");
    }

    [Fact]
    public void KeyFile_ThatNamesAnotherProvider_KeepsIt()
    {
        Make().WithAuthority(new Uri("https://login.bank.example/realm")).Save(FilePath);

        ClientKeyFile.Load(FilePath).Authority.ShouldBe(new Uri("https://login.bank.example/realm"));
    }

    [Fact]
    public void KeyFile_WhoseProviderIsPlainHttp_IsRefused()
    {
        Make().WithAuthority(new Uri("http://login.bank.example")).Save(FilePath);

        Should.Throw<ClientKeyException>(() => ClientKeyFile.Load(FilePath)).Message.ShouldContain("'authority' must be an https address");
    }

    [Fact]
    public void KeyFile_SavedOverAnOpenOne_IsClosed()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, "old");
        File.SetUnixFileMode(FilePath, OwnerOnly | UnixFileMode.OtherRead);

        Make().Save(FilePath);

        File.GetUnixFileMode(FilePath).ShouldBe(OwnerOnly);
        Directory.GetFiles(Path.GetDirectoryName(FilePath)!).ShouldBe([FilePath]);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void KeyFile_OpenToOthers_IsRefusedWithTheRemedy(UnixFileMode right)
    {
        Make().Save(FilePath);
        File.SetUnixFileMode(FilePath, OwnerOnly | right);

        Should.Throw<ClientKeyException>(() => ClientKeyFile.Load(FilePath)).Message.ShouldContain($"chmod 600 {FilePath}");
    }

    [Fact]
    public void KeyFile_Missing_IsSaid() =>
        Should.Throw<ClientKeyException>(() => ClientKeyFile.Load(FilePath)).Message.ShouldContain("There is no key file");

    [Theory]
    [InlineData("{")]
    [InlineData("{\"gateway\":\"http://10.0.0.1\",\"clientId\":\"a\",\"key\":{}}")]
    [InlineData("{\"gateway\":\"https://h\",\"clientId\":\"a\",\"key\":{\"kty\":\"RSA\",\"d\":\"sesame\"}}")]
    public void KeyFile_NotWellFormed_IsRefusedWithoutRepeatingTheKey(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        File.WriteAllText(FilePath, text);
        File.SetUnixFileMode(FilePath, OwnerOnly);

        Should.Throw<ClientKeyException>(() => ClientKeyFile.Load(FilePath)).Message.ShouldNotContain("sesame");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ClientKeyFile Make() =>
        ClientKeyFile.Generate(new Uri("https://127.0.0.1:8443"), "bank-ccb", "consumer", Path.Combine(_folder, "gateway", "ca.pem"));
}
