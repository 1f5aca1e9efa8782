using Testing.Identity;
using Testing.Processes;

namespace EndToEnd.Tests.Encrypted;

/// <summary>Key files as a client program reads them.</summary>
internal static class KeyFiles
{
    public static string Write(TestClient client, GatewayProcess gateway, GatewayState state)
    {
        var path = Path.Combine(state.Root, $"{client.Id}.json");
        File.WriteAllText(path, client.KeyFile(gateway.Address, Path.Combine(state.Folder, "tls", "ca.pem")).ToJsonString());
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }
}
