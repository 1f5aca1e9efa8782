using System.Text.Json;

namespace Gateway.Identity.Clients;

/// <summary>The file of clients that are registered at start: how the first platform-admin gets in.</summary>
internal static class ClientsFile
{
    /// <summary>Reads the file. All that is wrong with it is told at once, by the place in its list.</summary>
    /// <exception cref="InvalidOperationException">The file is not well formed.</exception>
    public static async Task<IReadOnlyList<ClientRegistration>> ReadAsync(string path, CancellationToken cancellation)
    {
        IReadOnlyList<ClientDocument?> documents;
        try
        {
            await using var stream = File.OpenRead(path);
            documents = await JsonSerializer.DeserializeAsync(stream, ClientJson.Default.IReadOnlyListClientDocument, cancellation)
                ?? throw new JsonException("The list is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"{path} is no list of clients: at {e.Path}, line {e.LineNumber + 1}.", e);
        }

        var errors = new List<string>();
        var registrations = new List<ClientRegistration>();
        foreach (var (index, document) in documents.Index())
        {
            var own = new List<string>();
            if (document is null)
                own.Add("null is no registration");
            else if (ClientRegistration.Parse(document, own) is { } registration)
                registrations.Add(registration);
            errors.AddRange(own.Select(e => $"[{index}]: {e}"));
        }

        return errors.Count == 0 ? registrations : throw new InvalidOperationException($"{path}: {string.Join("; ", errors)}.");
    }
}
