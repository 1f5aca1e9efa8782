using System.Text;
using Gateway.Audit.Notes;

namespace Gateway.Audit.Tests;

public sealed class NoteTests
{
    private const string Published =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        + "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    [Fact]
    public void Note_PublishedExample_Verifies()
    {
        NoteKey.TryParse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", out var key).ShouldBeTrue();
        key.ToString().ShouldBe("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(Published)).ShouldNotBeNull();
        note.Verify(key).ShouldNotBeNull();
        note.ToBytes().ShouldBe(Encoding.UTF8.GetBytes(Published));
    }

    [Fact]
    public void Note_ForgedSignatureBesideAGoodOne_IsRefused()
    {
        using var signer = new NoteSigner("log", NoteKeyKind.Log, new byte[32]);
        var note = signer.Sign("text\n");
        note.Verify(signer.VerifierKey).ShouldNotBeNull();
        var forged = note.Signatures[0] with { Bytes = new byte[64] };
        note.With([forged]).Verify(signer.VerifierKey).ShouldBeNull();
        note.With([forged with { KeyId = 7 }]).Verify(signer.VerifierKey).ShouldNotBeNull("an unknown key's signature says nothing");
    }

    [Fact]
    public void Cosignature_ByAWitness_CoversTimeAndTextAndIsNoLogSignature()
    {
        using var log = new NoteSigner("log", NoteKeyKind.Log, new byte[32]);
        using var witness = new NoteSigner("w", NoteKeyKind.Witness, [.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
        var note = log.Sign("log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
        var cosigned = note.With([witness.Cosign(note.Text, DateTimeOffset.FromUnixTimeSeconds(1_679_315_147))]);
        cosigned.Verify(witness.VerifierKey)!.UnixSeconds.ShouldBe(1_679_315_147);
        var later = cosigned.Signatures[1].Bytes.ToArray();
        later[7] ^= 1;
        note.With([cosigned.Signatures[1] with { Bytes = later }]).Verify(witness.VerifierKey).ShouldBeNull("another time");
        SignedNote.Parse(cosigned.ToBytes())!.Verify(log.VerifierKey).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("text\n")]
    [InlineData("text\n\n")]
    [InlineData("text\n\nno dash\n")]
    [InlineData("text\n\n\u2014 name AAAA\n")]
    [InlineData("text\n\n\u2014 name AAAAAAAAAAA=")]
    [InlineData("text\n\n\u2014 na me AAAAAAAAAAA=\n")]
    [InlineData("text\n\n\u2014 na+me AAAAAAAAAAA=\n")]
    [InlineData("text\n\n\u2014 name AAAAAAAAAAB=\n")]
    [InlineData("te\txt\n\n\u2014 name AAAAAAAAAAA=\n")]
    public void Note_NotWellFormed_IsNone(string note) => SignedNote.Parse(Encoding.UTF8.GetBytes(note)).ShouldBeNull();

    [Theory]
    [InlineData("log\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("log\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("log\n0\nAAAAQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    [InlineData("log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuF==\n")]
    [InlineData("log\n1\n")]
    [InlineData("\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n")]
    public void Checkpoint_NotWellFormed_IsNone(string text) => Checkpoint.Parse(text).ShouldBeNull();
}
