using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Cli.Sessions;
using Policies.Contracts;
using Policies.Interchange;

namespace Gateway.Cli.Contracts;

/// <summary><c>dpg contract export | import</c>: a contract as an ODRL agreement in JSON-LD, and back.</summary>
internal static class InterchangeCommands
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Export(Session session)
    {
        var key = new KeyOption(session);
        var contract = new Argument<string>("CONTRACT") { Description = session.Texts.ContractEither };
        var assigner = new Option<string>("--assigner") { Description = session.Texts.ExportAssigner, HelpName = "IRI", DefaultValueFactory = _ => "urn:dpg:operator" };
        var command = new Command("export", session.Texts.ContractExport) { contract, assigner, key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            var document = await Draft.FindAsync(
                parsed.GetValue(contract)!, () => (key.Open(parsed), LookCommands.IsConsumer(key, parsed)), session, cancellation);
            await session.Out.WriteLineAsync(OdrlExport.Agreement(document, parsed.GetValue(assigner)!).ToJsonString(Indented));
            return Exit.Ok;
        });
        return command;
    }

    public static Command Import(Session session)
    {
        var file = DraftCommands.FileArgument(session);
        var command = new Command("import", session.Texts.ContractImport) { file };
        command.SetAction(async (parsed, _) =>
        {
            var (document, errors) = OdrlImport.Agreement(Parse(parsed.GetValue(file)!, session));
            if (document is null) throw new CommandException(session.Texts.BadContract(errors));
            await session.Out.WriteLineAsync(ContractIdentity.ToJson(document).ToJsonString(Indented));
            return Exit.Ok;
        });
        return command;
    }

    private static JsonObject Parse(string file, Session session)
    {
        try
        {
            if (JsonNode.Parse(Draft.Bytes(file, session)) is JsonObject agreement) return agreement;
        }
        catch (JsonException)
        {
            // Told below.
        }

        throw new CommandException(session.Texts.NoAgreement(file));
    }
}
