using System.Globalization;
using System.Text;
using Gateway.Cli.Platform;
using Gateway.Cli.Sessions;
using Gateway.Client;
using Policies;
using Policies.Contracts;

namespace Gateway.Cli.Contracts;

/// <summary>Contract documents, from files and from gateways.</summary>
internal static class Draft
{
    /// <summary>A draft that fits the policies folder; an end of the command with every error in it otherwise.</summary>
    public static ContractDocument Read(string file, string policies, Session session)
    {
        var (document, errors) = ContractText.Read(Bytes(file, session), file, PolicyFiles.Load(policies, session.Texts));
        return document ?? throw new CommandException(session.Texts.BadContract(errors));
    }

    /// <summary>The document of a file, or of <c>contract@version</c> at the gateway.</summary>
    public static async Task<ContractDocument> FindAsync(string name, Func<(GatewayClient Client, bool Own)> open, Session session, CancellationToken cancellation)
    {
        if (Reference(name) is not var (contract, version)) return Stored(Bytes(name, session), name, session);
        var (client, own) = open();
        using (client)
        {
            var found = await client.Contracts.ShowAsync(contract, version, own, cancellation);
            return Stored(Encoding.UTF8.GetBytes(found.Document.GetRawText()), name, session);
        }
    }

    /// <summary>The file's bytes.</summary>
    public static byte[] Bytes(string file, Session session)
    {
        try
        {
            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(session.Texts.NoSuchFile(file));
        }
    }

    private static ContractDocument Stored(byte[] bytes, string name, Session session)
    {
        try
        {
            return ContractText.ReadStored(bytes);
        }
        catch (FormatException e)
        {
            throw new CommandException(session.Texts.BadContract([new PolicyError(name, 1, e.Message)]));
        }
    }

    private static (string Contract, int Version)? Reference(string name)
    {
        var at = name.LastIndexOf('@');
        return at > 0 && !File.Exists(name) && int.TryParse(name.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? (name[..at], version)
            : null;
    }
}
