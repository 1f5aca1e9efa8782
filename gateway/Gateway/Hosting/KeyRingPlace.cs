using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>Keeps ASP.NET Core's key ring with all else that the gateway keeps, rather than in the home folder of whoever runs it.</summary>
internal sealed class KeyRingPlace(IOptions<GatewayOptions> gateway, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options)
    {
        var folder = Directory.CreateDirectory(
            Path.Combine(Path.GetFullPath(gateway.Value.State), "key-ring"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        options.XmlRepository = new FileSystemXmlRepository(folder, loggers);
    }
}
