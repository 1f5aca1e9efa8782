using System.CommandLine;
using Gateway.Audit.Sealing;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Audit;

/// <summary>The regulator's private key, which opens the periods' subject keys: <c>--audit-key</c>. It stays on this machine.</summary>
internal sealed class AuditKeyOption(Session session)
{
    public Option<string> Option { get; } = new("--audit-key") { Description = session.Texts.AuditPrivateKey, HelpName = "FILE", Required = true };

    /// <summary>The key pair in the file.</summary>
    public RegulatorKeyPair Load(ParseResult parsed) => RegulatorKeyPair.Load(parsed.GetValue(Option)!);
}
