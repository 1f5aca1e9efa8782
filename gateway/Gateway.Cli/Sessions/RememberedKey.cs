using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Cli.Sessions;

/// <summary>The key file that <c>dpg login</c> remembered: its path, in <c>~/.config/dpg/config.json</c> (or under <c>XDG_CONFIG_HOME</c>).</summary>
internal static class RememberedKey
{
    /// <summary>The remembered path; null when there is none.</summary>
    public static string? Read(Func<string, string?> environment)
    {
        var path = ConfigPath(environment);
        if (!File.Exists(path)) return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ConfigJson.Default.Config)?.Key;
        }
        catch (JsonException e)
        {
            throw new CommandException($"{path} is not well formed. Remove it, then: dpg login --key FILE", e);
        }
    }

    /// <summary>Remembers a path. Replaced by rename: a reader sees the old or the new one.</summary>
    public static void Write(Func<string, string?> environment, string key)
    {
        var path = ConfigPath(environment);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var fresh = path + ".new";
        File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(new Config(key), ConfigJson.Default.Config));
        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>The folder of what <c>dpg</c> keeps for its user.</summary>
    public static string Folder(Func<string, string?> environment)
    {
        var home = environment("XDG_CONFIG_HOME") is { Length: > 0 } config ? config : Path.Combine(environment("HOME") ?? ".", ".config");
        return Path.Combine(home, "dpg");
    }

    private static string ConfigPath(Func<string, string?> environment) => Path.Combine(Folder(environment), "config.json");
}

internal sealed record Config(string? Key);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Config))]
internal sealed partial class ConfigJson : JsonSerializerContext;
