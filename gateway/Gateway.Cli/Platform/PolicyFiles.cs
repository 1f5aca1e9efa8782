using Gateway.Cli.Language;
using Policies;

namespace Gateway.Cli.Platform;

/// <summary>The policies, or an end of the command with every error in them.</summary>
internal static class PolicyFiles
{
    public static PolicySet Load(string folder, Texts texts)
    {
        if (!Directory.Exists(folder)) throw new CommandException(texts.NoPolicies(folder));
        var (policies, errors) = PolicyFolder.Load(folder);
        return policies ?? throw new CommandException(texts.BadPolicies(folder, errors));
    }
}
