using System.CommandLine;
using Gateway.Cli.Sessions;
using Gateway.Client.Clients;
using Gateway.Client.Keys;

namespace Gateway.Cli.Clients;

/// <summary><c>dpg client register | list | remove</c>, for the platform-admin.</summary>
internal static class ClientCommand
{
    private static readonly string[] Roles = ["consumer", "contract-author", "contract-approver", "platform-admin", "regulator", "provider"];

    public static Command Create(Session session) =>
        new("client", session.Texts.Client) { Register(session), List(session), Remove(session) };

    private static Command Register(Session session)
    {
        var key = new KeyOption(session);
        var id = new Option<string>("--id") { Description = session.Texts.ClientId, Required = true };
        var role = new Option<string>("--role") { Description = session.Texts.ClientRole, Required = true, HelpName = "ROLE" };
        role.AcceptOnlyFromAmong(Roles);
        var name = new Option<string>("--name") { Description = session.Texts.ClientName };
        var provider = new Option<string?>("--provider") { Description = session.Texts.ClientProvider, HelpName = "NAME" };
        var output = new Option<string>("--out") { Description = session.Texts.ClientOut, Required = true, HelpName = "FILE" };
        var command = new Command("register", session.Texts.ClientRegister) { key.Option, id, role, name, provider, output };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(output)!);
            var administrator = key.Find(parsed);

            // A key file that is there belongs to a client: when it is this one, an interrupted registration is completed with the same key.
            var file = File.Exists(path)
                ? ClientKeyFile.Load(path)
                : ClientKeyFile.Generate(administrator.Gateway, parsed.GetValue(id)!, parsed.GetValue(role)!, administrator.Ca);
            if (!string.Equals(file.ClientId, parsed.GetValue(id), StringComparison.Ordinal) || !string.Equals(file.Role, parsed.GetValue(role), StringComparison.Ordinal))
                throw new CommandException(session.Texts.KeyFileTaken(path, file.ClientId));
            file.Save(path);
            using var client = KeyOption.Open(administrator, session);
            await client.RegisterClientAsync(new ClientRegistration(file.ClientId, file.Role, file.PublicKey(), parsed.GetValue(name), parsed.GetValue(provider)), cancellation);
            await session.Out.WriteLineAsync(session.Texts.ClientRegistered(file.ClientId, file.Role, path));
            return Exit.Ok;
        });
        return command;
    }

    private static Command List(Session session)
    {
        var key = new KeyOption(session);
        var command = new Command("list", session.Texts.ClientList) { key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            var clients = await client.GetClientsAsync(cancellation);
            await Tables.WriteAsync(
                session, session.Texts.ClientColumns, clients.Select(c => (IReadOnlyList<string>)[c.ClientId, c.Role, c.DisplayName, c.KeyThumbprint]));
            return Exit.Ok;
        });
        return command;
    }

    private static Command Remove(Session session)
    {
        var key = new KeyOption(session);
        var id = new Argument<string>("ID") { Description = session.Texts.ClientId };
        var command = new Command("remove", session.Texts.ClientRemove) { key.Option, id };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            await client.RemoveClientAsync(parsed.GetValue(id)!, cancellation);
            await session.Out.WriteLineAsync(session.Texts.ClientRemoved(parsed.GetValue(id)!));
            return Exit.Ok;
        });
        return command;
    }
}
