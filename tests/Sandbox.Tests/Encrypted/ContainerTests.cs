using System.Text;
using Sandbox.Encryption.Hosting;
using Sandbox.Protocol.Encrypted;
using Testing;

namespace Sandbox.Tests.Encrypted;

/// <summary>The reader of requests, under whatever bytes come.</summary>
public sealed class ContainerTests
{
    private static readonly byte[] _sound = EncryptedRequestFormat.Write(EncryptedJobs.Request(["P1", "P2"]), SelfTest.KnownCiphertext(1));

    [Fact]
    public void Container_WrittenAndRead_SaysTheSame()
    {
        var request = Read(_sound).Request.ShouldNotBeNull();
        (request.Purpose, request.Contract, request.ContractVersion).ShouldBe(("credit-granting", "some-contract", 1));
        request.Features.ShouldBe([EncryptedJobs.Income]);
        request.Subjects.Select(s => s.Value).ShouldBe(["P1", "P2"]);
        request.Ciphertext(_sound, 0).SequenceEqual(SelfTest.KnownCiphertext(1)).ShouldBeTrue();
    }

    [Fact]
    public void Container_CutShortOrGoingOn_IsRefusedAtEveryLength()
    {
        for (var length = 0; length < _sound.Length; length += length < 300 ? 1 : 997) Read(_sound[..length]).Request.ShouldBeNull();
        Read([.. _sound, 0]).Problem.ShouldBe(ContainerProblem.WrongLength);
    }

    [Fact]
    public void Container_WithAnyBitOfItsHeadFlipped_IsRefusedOrSaysSomethingElse()
    {
        var head = _sound.Length - CiphertextShape.SeededLength + CiphertextShape.CoefficientsOffset;
        for (var bit = 0; bit < head * 8; bit++)
        {
            var flipped = _sound.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            var (request, problem) = Read(flipped);
            if (request is null) problem.ShouldNotBe(ContainerProblem.None);
            else Text(request).ShouldNotBe(Text(Read(_sound).Request!), $"bit {bit} is not looked at");
        }
    }

    [Fact]
    public void Container_Mutated_IsNeverMoreThanRefused()
    {
        var random = new Mutations(20261124);
        for (var i = 0; i < Length.Of(300, 10_000); i++)
        {
            var (request, problem) = Read(random.Of(_sound));
            (request is null).ShouldBe(problem != ContainerProblem.None);
        }
    }

    [Fact]
    public void Subject_TwiceOrInAnotherSpelling_IsRefused()
    {
        Read(EncryptedRequestFormat.Write(EncryptedJobs.Request(["P1", "P1"]), SelfTest.KnownCiphertext(1))).Problem.ShouldBe(ContainerProblem.RepeatedSubject);
        var small = _sound.ToArray();
        small[Find(small, "P1")] = (byte)'p';
        Read(small).Problem.ShouldBe(ContainerProblem.BadSubject);
    }

    [Fact]
    public void Seed_OfTwoCiphertexts_IsRefused()
    {
        var request = EncryptedJobs.Request(["P1"]) with { Features = [EncryptedJobs.Income, new("loan", 0, 1)] };
        Read(EncryptedRequestFormat.Write(request, [.. SelfTest.KnownCiphertext(1), .. SelfTest.KnownCiphertext(1)])).Problem.ShouldBe(ContainerProblem.RepeatedSeed);
        Read(EncryptedRequestFormat.Write(request, [.. SelfTest.KnownCiphertext(1), .. SelfTest.KnownCiphertext(2)])).Problem.ShouldBe(ContainerProblem.None);
    }

    [Fact]
    public void Parameters_OfAnother_AreRefused()
    {
        var other = _sound.ToArray();
        other[9] ^= 1;
        Read(other).Problem.ShouldBe(ContainerProblem.OtherParameters);
    }

    [Fact]
    public void Bounds_ThatAreNoInterval_AreRefused()
    {
        foreach (var feature in (EncryptedFeature[])[new("income", 1, 1), new("income", 2, 1), new("income", double.NaN, 1), new("income", 0, double.PositiveInfinity)])
        {
            var request = EncryptedJobs.Request(["P1"]) with { Features = [feature] };
            Read(EncryptedRequestFormat.Write(request, SelfTest.KnownCiphertext(1))).Problem.ShouldBe(ContainerProblem.BadFeatures);
        }
    }

    [Fact]
    public void Ciphertext_WithACoefficientAsLargeAsItsPrime_IsRefused()
    {
        for (var prime = 0; prime < 2; prime++)
        {
            var ciphertext = SelfTest.KnownCiphertext(1);
            var at = CiphertextShape.CoefficientsOffset + (((prime * CkksParameters.Degree) + 17) * sizeof(ulong));
            BitConverter.GetBytes(CkksParameters.Moduli[prime]).CopyTo(ciphertext, at);
            CiphertextShape.IsSeeded(ciphertext).ShouldBeFalse();
            BitConverter.GetBytes(CkksParameters.Moduli[prime] - 1).CopyTo(ciphertext, at);
            CiphertextShape.IsSeeded(ciphertext).ShouldBeTrue();
        }
    }

    private static (EncryptedRequest? Request, ContainerProblem Problem) Read(byte[] bytes)
    {
        EncryptedRequestReader.TryRead(bytes, out var request, out var problem);
        return (request, problem);
    }

    private static string Text(EncryptedRequest r) =>
        $"{r.Purpose}|{r.Contract}|{r.ContractVersion}|{string.Join(',', r.Features)}|{string.Join(',', r.Subjects)}";

    private static int Find(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text));
}
