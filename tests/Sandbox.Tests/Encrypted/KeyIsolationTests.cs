using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Sandbox.Encryption;
using Testing.Processes;

namespace Sandbox.Tests.Encrypted;

/// <summary>No server process can hold a secret key: by the types that its program refers to, and by the scripts that its SEAL is given.</summary>
public sealed class KeyIsolationTests
{
    private static readonly string[] _keyTypes = [nameof(SecretKey), nameof(SealClient)];

    [Fact]
    public void Worker_Types_ReferToNoKeyAndNoClient()
    {
        TypesReferredTo(Path.Combine(Repository.Output("Sandbox"), "Sandbox.dll")).Intersect(_keyTypes, StringComparer.Ordinal).ShouldBeEmpty();
        // This test's own assembly does: the look finds them where they are.
        TypesReferredTo(typeof(KeyIsolationTests).Assembly.Location).Intersect(_keyTypes, StringComparer.Ordinal).Count().ShouldBe(2);
    }

    [Fact]
    public void Evaluator_Script_NamesNothingThatHoldsOrOpensAKey()
    {
        string[] words = ["SecretKey", "KeyGenerator", "Decryptor", "Encryptor"];
        foreach (var script in (string[])["boot.js", "core.js", "evaluator.js"]) Words(script).ShouldBeEmpty(script);
        Words("client.js").Length.ShouldBe(words.Length);

        string[] Words(string script)
        {
            var text = File.ReadAllText(Path.Combine(Repository.Output("Sandbox"), "seal", script));
            return [.. words.Where(w => text.Contains(w, StringComparison.Ordinal))];
        }
    }

    private static string[] TypesReferredTo(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(t => metadata.GetString(metadata.GetTypeReference(t).Name))];
    }
}
