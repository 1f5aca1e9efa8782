using System.Globalization;
using Gateway.Client.Encryption;

namespace Gateway.Cli.Encrypted;

/// <summary>
/// Questions of a batch that are under way, one file each, named by idempotency key. They are ciphertexts and ids, no features. A file is whole or not there: it is
/// renamed into place. A crash leaves files that the resumed run sends again or removes.
/// </summary>
internal sealed class KeptQuestions(string folder, int parallel)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The question of a chunk; null when none was kept.</summary>
    public EncryptedQuestion? Find(string product, string name)
    {
        var path = PathOf(name);
        return File.Exists(path) ? EncryptedQuestion.Kept(product, File.ReadAllBytes(path)) : null;
    }

    /// <summary>Keeps a question. When this returns, a crash can be resumed; questions of chunks that must have landed are removed.</summary>
    public void Keep(string name, EncryptedQuestion question)
    {
        if (!Directory.Exists(folder)) Directory.CreateDirectory(folder, OwnerOnly);
        var fresh = PathOf(name) + ".new";
        using (var file = new FileStream(fresh, FileMode.Create, FileAccess.Write))
        {
            file.Write(question.Bytes.Span);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, PathOf(name), overwrite: true);
        // At most `parallel` chunks are in flight, and they land in order.
        var (run, chunk) = Parts(name);
        if (chunk - parallel >= 0) File.Delete(PathOf(string.Create(CultureInfo.InvariantCulture, $"{run}-{chunk - parallel}")));
    }

    /// <summary>Removes them all: the run is finished.</summary>
    public void Clear()
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    private string PathOf(string name) => Path.Combine(folder, name);

    private static (string Run, int Chunk) Parts(string name)
    {
        var dash = name.LastIndexOf('-');
        return (name[..dash], int.Parse(name.AsSpan(dash + 1), CultureInfo.InvariantCulture));
    }
}
