using System.CommandLine;
using Gateway.Cli.Language;
using Sandbox.Box;

namespace Gateway.Cli.Platform;

/// <summary>The options that say where things are. The built parts are found beside <c>dpg</c> itself.</summary>
internal sealed class PlaceOptions(Texts texts)
{
    public Option<string> State { get; } = new("--state") { Description = texts.StateOption, HelpName = "FOLDER", DefaultValueFactory = _ => "var" };

    public Option<string> Data { get; } = new("--data") { Description = texts.DataOption, HelpName = "FOLDER", DefaultValueFactory = _ => Path.Combine("var", "data") };

    public Option<string> Policies { get; } = new("--policies") { Description = texts.PoliciesOption, HelpName = "FOLDER", DefaultValueFactory = _ => "policies" };

    public Option<string> Sources { get; } = new("--source-root")
    {
        Description = texts.SourcesOption, HelpName = "FOLDER", DefaultValueFactory = _ => Path.Combine("..", "shared", "data"),
    };

    public Option<string> GatewayFolder { get; } = new("--gateway") { Description = texts.GatewayOption, HelpName = "FOLDER", DefaultValueFactory = _ => Beside("Gateway") };

    public Option<string> SandboxFolder { get; } = new("--sandbox") { Description = texts.SandboxOption, HelpName = "FOLDER", DefaultValueFactory = _ => Beside("Sandbox") };

    public Option<Isolation> Isolation { get; } = new("--isolation") { Description = texts.IsolationOption, DefaultValueFactory = _ => global::Sandbox.Box.Isolation.Box };

    /// <summary>The place of a command that has a state root.</summary>
    public Place OfState(ParseResult parsed, string? state = null) => new(
        Path.GetFullPath(state ?? parsed.GetValue(State)!),
        Path.GetFullPath(parsed.GetValue(Policies)!),
        Path.GetFullPath(parsed.GetValue(Sources)!),
        Built(parsed.GetValue(GatewayFolder)!, "Gateway.dll"),
        Built(parsed.GetValue(SandboxFolder)!, "Sandbox.dll"),
        parsed.GetValue(Isolation));

    /// <summary>The worker's folder.</summary>
    public string Sandbox(ParseResult parsed) => Built(parsed.GetValue(SandboxFolder)!, "Sandbox.dll");

    // dpg lies in …/bin/Gateway.Cli/release, its sisters in …/bin/{project}/release.
    private static string Beside(string project) => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, "release"));

    private string Built(string folder, string file) =>
        File.Exists(Path.Combine(folder, file)) ? Path.GetFullPath(folder) : throw new CommandException(texts.NotBuilt(Path.Combine(folder, file)));
}
