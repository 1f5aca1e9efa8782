using Testing.Processes;

namespace Policies.Tests.Shipped;

/// <summary>The documents that ship with the repository.</summary>
internal static class ShippedPolicies
{
    private static readonly Lazy<PolicySet> Loaded = new(() =>
    {
        var (policies, errors) = PolicyFolder.Load(Folder);
        errors.ShouldBeEmpty();
        return policies.ShouldNotBeNull();
    });

    public static string Folder => Path.Combine(Repository.Root, "policies");

    public static PolicySet Set => Loaded.Value;
}
