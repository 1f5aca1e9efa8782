using Policies.Yaml;

namespace Policies.Contracts;

/// <summary>A contract that comes as a text of its own, not in a policies folder: handed in, or out of a store.</summary>
public static class ContractText
{
    /// <summary>Reads a contract and checks it against the products and datasets in force. All errors are told at once.</summary>
    /// <param name="utf8">YAML, or the same as JSON.</param>
    /// <param name="file">How errors call it.</param>
    /// <param name="policies">The products and datasets that it must fit.</param>
    /// <returns>The document, or null and at least one error. Never both.</returns>
    public static (ContractDocument? Document, IReadOnlyList<PolicyError> Errors) Read(ReadOnlySpan<byte> utf8, string file, PolicySet policies)
    {
        var errors = new YamlErrors(file);
        if (YamlReader.Read(utf8, errors) is not { } map) return (null, errors.All);
        var document = ContractReader.Read(new MapReader(map, "The document", errors));
        if (errors.Count > 0) return (null, errors.All);
        foreach (var (path, message) in Objections(document, policies)) errors.Add(map.LineOf(path), message);
        return errors.Count > 0 ? (null, errors.All) : (document, []);
    }

    /// <summary>Reads what <see cref="ContractIdentity.ToJson"/> wrote, whatever it says of products.</summary>
    /// <exception cref="FormatException">It is no contract.</exception>
    public static ContractDocument ReadStored(ReadOnlySpan<byte> utf8)
    {
        var errors = new YamlErrors("stored contract");
        var document = YamlReader.Read(utf8, errors) is { } map ? ContractReader.Read(new MapReader(map, "The document", errors)) : null;
        return errors.Count == 0 ? document! : throw new FormatException(string.Join(' ', errors.All));
    }

    /// <summary>The canonical JSON (RFC 8785) whose SHA-256 is the identity of the version.</summary>
    public static byte[] Canonical(ContractDocument document) => CanonicalJson.Serialize(ContractIdentity.ToJson(document));

    /// <summary>What speaks against a contract, as products and datasets are now: an empty list lets it come into force.</summary>
    public static IReadOnlyList<string> ObjectionsTo(ContractDocument document, PolicySet policies) => [.. Objections(document, policies).Select(o => o.Message)];

    private static IEnumerable<(string[] Path, string Message)> Objections(ContractDocument document, PolicySet policies) =>
        policies.Products.TryGetValue(document.Product, out var product)
            ? ContractChecks.Objections(document, product, policies.Datasets.GetValueOrDefault(product.Dataset))
            : [(["product"], $"There is no product '{document.Product}'. Write one of {string.Join(", ", policies.Products.Keys.Order(StringComparer.Ordinal).Take(20))}.")];
}
