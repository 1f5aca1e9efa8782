using Gateway.Audit.Sealing;
using Gateway.Cli.Platform;

namespace Gateway.Cli.Audit;

/// <summary>The regulator's key pair on the gateway's own machine, so that everything can be tried. In a city the regulator makes it with <c>dpg audit key</c>.</summary>
internal static class DemoRegulator
{
    /// <summary>Makes the pair where it is missing; the gateway's settings that name its public half.</summary>
    public static IReadOnlyList<string> Ensure(Place place)
    {
        using var pair = RegulatorKeyPair.Ensure(place.RegulatorKey);
        return [$"--Log:RegulatorKey={pair.Public}"];
    }
}
