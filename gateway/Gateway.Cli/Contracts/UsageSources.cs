using Gateway.Audit;
using Gateway.Cli.Sessions;
using Policies.Contracts;

namespace Gateway.Cli.Contracts;

/// <summary>What usage is computed from: a log that holds, and the contract versions whose prices count.</summary>
internal static class UsageSources
{
    /// <summary>The versions in some files, by identity.</summary>
    public static Dictionary<string, ContractDocument> Prices(IEnumerable<string> files, Session session) =>
        files.Select(f => ContractIdentity.VersionOf(ContractText.ReadStored(Draft.Bytes(f, session)))).ToDictionary(v => v.Sha256, v => v.Document, StringComparer.Ordinal);

    /// <summary>Verifies the log in a folder; an end of the command where it does not hold.</summary>
    public static LogVerification Verify(string folder, Session session, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder)) throw new CommandException(session.Texts.NoSuchFile(folder));
        var verified = AccessLogVerifier.Verify(folder, cancellation: cancellation);
        return verified.IsValid
            ? verified
            : throw new CommandException(session.Texts.LogDoesNotHold(verified.Problems.Select(p => $"{p.File} {p.Message}").FirstOrDefault() ?? "-"));
    }
}
