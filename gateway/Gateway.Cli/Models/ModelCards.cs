using System.Text.Json;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;

namespace Gateway.Cli.Models;

/// <summary>Cards of registered models.</summary>
internal static class ModelCards
{
    public static async Task<ModelCard> ReadAsync(string data, string sha256, CancellationToken cancellation)
    {
        var path = Path.Combine(DataLayout.Model(data, sha256), DataLayout.CardFile);
        await using var file = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync(file, ProtocolJson.Default.ModelCard, cancellation) ?? throw new InvalidDataException($"{path} is empty.");
    }
}
