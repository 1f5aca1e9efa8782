using System.Collections.Concurrent;
using System.Security.Cryptography;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Models;

/// <summary>
/// Models by the hash that jobs pin. A file is read whole, hashed, compared, and only then shown to ML.NET, which trusts what it reads: it
/// cannot change in between. A model once verified stays; there are as many as products pin.
/// </summary>
internal sealed class ModelCache(string dataPath)
{
    private readonly ConcurrentDictionary<string, Lazy<ScoringModel?>> _models = new(StringComparer.Ordinal);

    /// <summary>Whether there is a file of that name, whatever its bytes.</summary>
    public bool Exists(string sha256) => _models.ContainsKey(sha256) || File.Exists(PathOf(dataPath, sha256));

    /// <summary>The model, or null when its file does not have the hash.</summary>
    /// <exception cref="FileNotFoundException">There is no such model.</exception>
    public ScoringModel? Get(string sha256)
    {
        var lazy = _models.GetOrAdd(sha256, static (hash, data) => new Lazy<ScoringModel?>(() => Load(data, hash)), dataPath);
        try
        {
            // What went wrong may be put right on disk: only a good model is kept.
            var model = lazy.Value;
            if (model is null) _models.TryRemove(KeyValuePair.Create(sha256, lazy));
            return model;
        }
        catch
        {
            _models.TryRemove(KeyValuePair.Create(sha256, lazy));
            throw;
        }
    }

    private static ScoringModel? Load(string data, string sha256)
    {
        var bytes = File.ReadAllBytes(PathOf(data, sha256));
        return string.Equals(Convert.ToHexStringLower(SHA256.HashData(bytes)), sha256, StringComparison.Ordinal) ? ScoringModel.Load(bytes) : null;
    }

    private static string PathOf(string data, string sha256) => Path.Combine(DataLayout.Model(data, sha256), DataLayout.ModelFile);
}
