using System.Security.Cryptography;
using System.Text;

namespace Sandbox.Encryption.Hosting;

/// <summary>
/// Microsoft SEAL 4.1.2 as WebAssembly, and the scripts around it, from <c>seal/</c> beside this assembly. The two files of the package are read whole,
/// hashed, compared with the hashes below, and only then run: they cannot change in between.
/// </summary>
internal sealed record SealFiles(byte[] Wasm, string Glue, string Boot, string Core, string Role)
{
    private const string WasmFile = "seal_throws.wasm";
    private const string GlueFile = "seal_throws.js";

    // node-seal 7.0.0, as the hash in package-lock.json pins it.
    private const string WasmSha256 = "b30d3776265a56373a2001d2cd48baa8d72ddd571e04ddfaefd4c231271170e4";
    private const string GlueSha256 = "15344370faee621f82671521959d0511aea0e520b6befb0b959a625db7893e25";

    /// <summary>Where they lie.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "seal");

    /// <summary>Reads and checks the files that a role needs, and no others: the evaluator's host never sees the script that makes keys.</summary>
    /// <exception cref="SealUnavailableException">A file is missing or is another one.</exception>
    public static SealFiles Read(string folder, SealRole role) => new(
        Checked(folder, WasmFile, WasmSha256),
        Encoding.UTF8.GetString(Checked(folder, GlueFile, GlueSha256)),
        Script(folder, "boot.js"),
        Script(folder, "core.js"),
        Script(folder, role is SealRole.Client ? "client.js" : "evaluator.js"));

    private static byte[] Checked(string folder, string name, string sha256)
    {
        var bytes = Bytes(folder, name);
        return string.Equals(Convert.ToHexStringLower(SHA256.HashData(bytes)), sha256, StringComparison.Ordinal)
            ? bytes
            : throw new SealUnavailableException($"{name} is not the file of node-seal 7.0.0.", "delete artifacts/npm and build again");
    }

    private static string Script(string folder, string name) => Encoding.UTF8.GetString(Bytes(folder, name));

    private static byte[] Bytes(string folder, string name)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, name));
        }
        catch (IOException)
        {
            throw new SealUnavailableException($"{name} cannot be read from the folder 'seal' beside the program.", "build the solution: the build fetches it with npm");
        }
    }
}
