using System.Text.Json;
using Gateway.Audit.Proofs;
using Testing.Processes;

namespace Gateway.Audit.Tests;

/// <summary>The proofs of <c>transparency-dev/merkle</c>, good and bad: exactly the good ones are accepted.</summary>
public sealed class VectorTests
{
    [Fact]
    public void Inclusion_EveryVector_IsAcceptedExactlyWhenItShould()
    {
        foreach (var (name, vector, wanted) in Vectors("inclusion"))
        {
            (Proof(vector) is { } proof && InclusionProof.Verify(
                Bytes(vector, "leafHash"),
                unchecked((long)vector.GetProperty("leafIdx").GetUInt64()),
                unchecked((long)vector.GetProperty("treeSize").GetUInt64()),
                proof,
                Bytes(vector, "root"))).ShouldBe(wanted, name);
        }
    }

    [Fact]
    public void Consistency_EveryVector_IsAcceptedExactlyWhenItShould()
    {
        foreach (var (name, vector, wanted) in Vectors("consistency"))
        {
            (Proof(vector) is { } proof && ConsistencyProof.Verify(
                unchecked((long)vector.GetProperty("size1").GetUInt64()),
                unchecked((long)vector.GetProperty("size2").GetUInt64()),
                proof,
                Bytes(vector, "root1"),
                Bytes(vector, "root2"))).ShouldBe(wanted, name);
        }
    }

    private static List<(string Name, JsonElement Vector, bool Wanted)> Vectors(string kind)
    {
        if (!Repository.TryShared($"vectors/rfc6962/{kind}", out var folder, out var reason)) Assert.Skip(reason);
        var vectors = Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(f => (Name: Path.GetRelativePath(folder, f), Vector: JsonDocument.Parse(File.ReadAllBytes(f)).RootElement)).ToList();
        vectors.Count.ShouldBeGreaterThan(20);
        return [.. vectors.Select(v => (v.Name, v.Vector, !v.Vector.GetProperty("wantErr").GetBoolean()))];
    }

    private static byte[] Bytes(JsonElement vector, string name) => vector.GetProperty(name).GetString() is { } text ? Convert.FromBase64String(text) : [];

    /// <summary>Null when a part of it is no hash: wherever proofs are read here, each line holds 32 bytes or the whole is refused.</summary>
    private static byte[]? Proof(JsonElement vector)
    {
        if (vector.GetProperty("proof") is not { ValueKind: JsonValueKind.Array } proof) return [];
        var hashes = proof.EnumerateArray().Select(h => h.GetBytesFromBase64()).ToList();
        return hashes.TrueForAll(h => h.Length == 32) ? [.. hashes.SelectMany(h => h)] : null;
    }
}
