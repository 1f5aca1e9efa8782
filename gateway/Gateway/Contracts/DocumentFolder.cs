using Gateway.Hosting;
using Microsoft.Extensions.Options;
using Policies;

namespace Gateway.Contracts;

/// <summary>
/// Datasets and products of the policies folder. They are read whole at start-up (an error there stops the start, with all errors); after
/// that, whatever changes is read again. A change with errors is reported, and leaves what was read before. Contracts in the folder are drafts:
/// they are not read here.
/// </summary>
internal sealed class DocumentFolder(IOptions<GatewayOptions> options, ILogger<DocumentFolder> logger)
{
    private readonly PolicyTree _tree = new(options.Value.Policies, withContracts: false);
    private Dictionary<string, (long Length, DateTime Written)> _files = [];

    /// <summary>Reads everything.</summary>
    /// <exception cref="InvalidOperationException">The documents have errors.</exception>
    public PolicySet Load()
    {
        _files = Files();
        var (policies, errors) = _tree.Load();
        return policies ?? throw new InvalidOperationException(
            $"The policies in '{options.Value.Policies}' have errors:{Environment.NewLine}{string.Join(Environment.NewLine, errors)}");
    }

    /// <summary>What is in the folder now, when that is something else than before and has no errors.</summary>
    public PolicySet? Changed()
    {
        var files = Files();
        var changed = files.Except(_files).Select(f => f.Key).Union(_files.Keys.Where(f => !files.ContainsKey(f)), StringComparer.Ordinal).ToList();
        if (changed.Count == 0) return null;
        _files = files;

        // A folder that is gone shows as all of its files removed; reading everything says what is wrong with it.
        var (policies, errors) = files.Count == 0 ? _tree.Load() : _tree.Reload(changed);
        if (policies is null) ContractsLog.PoliciesKept(logger, string.Join(Environment.NewLine, errors));
        return policies;
    }

    /// <summary>Sizes and times of all documents, by path in the folder; none when the folder cannot be listed.</summary>
    private Dictionary<string, (long Length, DateTime Written)> Files()
    {
        var root = options.Value.Policies;
        try
        {
            return new DirectoryInfo(root).EnumerateFiles("*.yaml", SearchOption.AllDirectories)
                .ToDictionary(f => Path.GetRelativePath(root, f.FullName), f => (f.Length, f.LastWriteTimeUtc), StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
