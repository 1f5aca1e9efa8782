using Gateway.Audit.Sealing;
using NSec.Cryptography;

namespace Gateway.Audit.Tests.Sealing;

/// <summary>RFC 9180, appendices A.2.1 and A.2.1.1 (sequence number 0).</summary>
public sealed class HpkeTests
{
    private static readonly byte[] Info = Convert.FromHexString("4f6465206f6e2061204772656369616e2055726e");
    private static readonly byte[] Context = Convert.FromHexString("436f756e742d30");
    private static readonly byte[] Message = Convert.FromHexString("4265617574792069732074727574682c20747275746820626561757479");

    private static readonly byte[] Sealed = Convert.FromHexString(
        "1afa08d3dec047a643885163f1180476fa7ddb54c6a8029ea33f95796bf2ac4a"
        + "1c5250d8034ec2b784ba2cfd69dbdb8af406cfe3ff938e131f0def8c8b60b4db21993c62ce81883d2dd1b51a28");

    [Fact]
    public void Hpke_VectorOfTheRfc_IsSealedAndOpened()
    {
        using var ephemeral = Private("f4ec9b33b792c372c1d2c2063507b684ef925b8c75a42dbcbf57d63ccd381600");
        using var recipient = Private("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb");
        Hpke.Seal(ephemeral, recipient.PublicKey, Info, Context, Message).ShouldBe(Sealed);
        Hpke.Open(recipient, Info, Context, Sealed).ShouldBe(Message);
    }

    [Fact]
    public void Hpke_AnythingAltered_DoesNotOpen()
    {
        using var recipient = Private("8057991eef8f1f1af18f4a9491d16a1ce333f695d4db8e38da75975c4478e0fb");
        for (var bit = 0; bit < Sealed.Length * 8; bit++)
        {
            // The highest bit of an X25519 public key is not looked at by the function itself (RFC 7748, section 5), but it is sealed with.
            var altered = Sealed.ToArray();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Hpke.Open(recipient, Info, Context, altered).ShouldBeNull($"bit {bit}");
        }

        for (var length = 0; length < Sealed.Length; length++) Hpke.Open(recipient, Info, Context, Sealed.AsSpan(0, length)).ShouldBeNull();
        Hpke.Open(recipient, Context, Context, Sealed).ShouldBeNull("other information");
        Hpke.Open(recipient, Info, Info, Sealed).ShouldBeNull("other associated data");
        using var another = Key.Create(KeyAgreementAlgorithm.X25519);
        Hpke.Open(another, Info, Context, Sealed).ShouldBeNull("another's key");
    }

    [Fact]
    public void RegulatorKey_OfLowOrder_SealsNothing()
    {
        RegulatorKey.TryParse("x25519:" + Convert.ToBase64String(new byte[32]), out var zero).ShouldBeTrue();
        Should.Throw<ArgumentException>(() => zero!.Seal(Info, "", Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x25519:")]
    [InlineData("x25519:AAAA")]
    [InlineData("x25519:not base64!")]
    [InlineData("ed25519:QxDul9iMwfCIpVdsd6sM9cOseX89lROcbITVQpxZZio=")]
    public void RegulatorKey_Malformed_IsNone(string text) => RegulatorKey.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void RegulatorKeyPair_OfAFile_IsTheSameAgainAndForThisUserOnly()
    {
        var folder = Directory.CreateTempSubdirectory("regulator").FullName;
        var path = Path.Combine(folder, "audit.key");
        using var made = RegulatorKeyPair.Ensure(path);
        using var again = RegulatorKeyPair.Ensure(path);
        using var loaded = RegulatorKeyPair.Load(path);
        again.Public.ToString().ShouldBe(made.Public.ToString());
        loaded.Public.Id.ShouldBe(made.Public.Id);
        File.ReadAllText(path + RegulatorKeyPair.PublicEnding).ShouldBe(made.Public + "\n");
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Should.Throw<LogCorruptException>(() => RegulatorKeyPair.Load(path + "x"));
        Directory.Delete(folder, recursive: true);
    }

    private static Key Private(string hex) => Key.Import(KeyAgreementAlgorithm.X25519, Convert.FromHexString(hex), KeyBlobFormat.RawPrivateKey);
}
