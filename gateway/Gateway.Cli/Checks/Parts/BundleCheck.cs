using System.IO.Compression;
using System.Text.Json.Nodes;
using Gateway.Cli.Platform;

namespace Gateway.Cli.Checks.Parts;

/// <summary>The regulator's commands, as typed: exports the log as a bundle, verifies it offline, and does so again after one byte of one entry was changed; lists alerts.</summary>
internal sealed class BundleCheck : ICheck
{
    public string Name => "bundle";

    public async Task<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        var (place, key) = (context.Place, context.Place.KeyFile(DemoClients.Regulator));
        var file = Path.Combine(place.State, "log.zip");
        await ExpectAsync(context, Exit.Ok, "audit", "export", file, "--key", key);
        await ExpectAsync(context, Exit.Ok, "audit", "verify", file, "--log-key", place.LogKey, "--witness-key", place.WitnessKey);
        Alter(file);
        await ExpectAsync(context, Exit.Failed, "audit", "verify", file, "--log-key", place.LogKey, "--witness-key", place.WitnessKey);
        await ExpectAsync(context, Exit.Ok, "audit", "alerts", "--all", "--key", key);
        return new CheckResult(new JsonObject { ["bytes"] = new FileInfo(file).Length });
    }

    private static async Task ExpectAsync(CheckContext context, int expected, params string[] args)
    {
        using var written = new StringWriter();
        var code = await Dpg.RunAsync(args, context.Session with { Out = written, Error = written });
        CheckFailedException.Unless(code == expected, $"dpg {args[0]} {args[1]} exits with {code} where {expected} is right: {written}");
    }

    /// <summary>Flips one bit in the middle of the first entries.</summary>
    private static void Alter(string file)
    {
        using var bundle = ZipFile.Open(file, ZipArchiveMode.Update);
        var entry = bundle.Entries.First(e => e.FullName.StartsWith("tile/entries/", StringComparison.Ordinal));
        using var content = entry.Open();
        content.Position = content.Length / 2;
        var value = content.ReadByte();
        content.Position--;
        content.WriteByte((byte)(value ^ 1));
    }
}
