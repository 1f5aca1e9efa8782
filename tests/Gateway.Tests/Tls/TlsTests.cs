using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gateway.Tests.Identity;
using Gateway.Tls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gateway.Tests.Tls;

public sealed class TlsTests : IDisposable
{
    private readonly string _state = Directory.CreateTempSubdirectory("dpg-tls-").FullName;

    public void Dispose() => Directory.Delete(_state, recursive: true);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("gateway.example")]
    public async Task Certificate_ByTheLocalAuthority_IsTrusted(string name)
    {
        await using var host = await StartAsync();
        (await HandshakeAsync(host, name, CaFile, SslProtocols.None)).ShouldBe(SslPolicyErrors.None);
    }

    [Fact]
    public async Task Certificate_ForAnotherName_IsNotTrusted()
    {
        await using var host = await StartAsync();
        (await HandshakeAsync(host, "another.example", CaFile, SslProtocols.None)).ShouldBe(SslPolicyErrors.RemoteCertificateNameMismatch);
    }

    [Fact]
    public async Task Certificate_ByAnotherAuthority_IsNotTrusted()
    {
        await using var host = await StartAsync();
        await using var other = await IdentityHost.StartAsync();
        (await HandshakeAsync(host, "localhost", Path.Combine(other.State, "tls", "ca.pem"), SslProtocols.None))
            .ShouldBe(SslPolicyErrors.RemoteCertificateChainErrors);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Handshake_OfASafeVersion_Succeeds(SslProtocols version)
    {
        await using var host = await StartAsync();
        (await HandshakeAsync(host, "localhost", CaFile, version)).ShouldBe(SslPolicyErrors.None);
    }

    [Fact]
    public async Task Handshake_OfAnOldVersion_Fails()
    {
        await using var host = await StartAsync();
#pragma warning disable CA5397, SYSLIB0039 // The old version is what is tried.
        await Should.ThrowAsync<Exception>(() => HandshakeAsync(host, "localhost", CaFile, SslProtocols.Tls11));
#pragma warning restore CA5397, SYSLIB0039
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Request_OfEitherHttpVersion_IsAnswered(string version)
    {
        await using var host = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/jwks")
        {
            Version = new Version(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Version.ShouldBe(new Version(version));
        response.Headers.Contains("Server").ShouldBeFalse();
    }

    [Fact]
    public async Task Certificate_WithMoreThanThirtyDaysLeft_IsKept()
    {
        var time = Clock();
        var first = await SerialAsync(time);
        time.Advance(TimeSpan.FromDays(59));
        (await SerialAsync(time)).ShouldBe(first);
    }

    [Fact]
    public async Task Certificate_WithFewerThanThirtyDaysLeft_IsSignedAnew()
    {
        var time = Clock();
        var first = await SerialAsync(time);
        time.Advance(TimeSpan.FromDays(61));
        (await SerialAsync(time)).ShouldNotBe(first);
    }

    [Fact]
    public async Task Certificate_OfARunningGateway_IsSignedAnewToo()
    {
        var time = Clock();
        await using var host = await StartAsync(time);
        var certificates = host.App.Services.GetRequiredService<ServerCertificates>();
        var first = certificates.Current.SerialNumber;
        time.Advance(TimeSpan.FromDays(61));
        certificates.Current.SerialNumber.ShouldNotBe(first);
    }

    [Fact]
    public async Task Certificate_WithoutANewName_IsSignedAnewByTheSameAuthority()
    {
        var first = await SerialAsync(Clock());
        var authority = await File.ReadAllTextAsync(CaFile, TestContext.Current.CancellationToken);
        (await SerialAsync(Clock(), "new.example")).ShouldNotBe(first);
        (await File.ReadAllTextAsync(CaFile, TestContext.Current.CancellationToken)).ShouldBe(authority);
    }

    [Fact]
    public async Task Certificate_WhoseKeyIsAnothers_IsSignedAnew()
    {
        var first = await SerialAsync(Clock());
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        PrivateFile.Write(Path.Combine(_state, "tls", "server.key"), other.ExportPkcs8PrivateKeyPem());
        (await SerialAsync(Clock())).ShouldNotBe(first);
    }

    [Fact]
    public async Task Certificate_OfTheOperator_IsShown()
    {
        using var authority = LocalAuthority.Open(Path.Combine(_state, "tls"), Clock());
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var signed = authority.Sign(key, ["city.example"], Clock().GetUtcNow(), TimeSpan.FromDays(365));
        var (certificateFile, keyFile) = (Path.Combine(_state, "own", "server.pem"), Path.Combine(_state, "own", "server.key"));
        PrivateFile.CreateFolder(Path.Combine(_state, "own"));
        PrivateFile.Write(certificateFile, signed.ExportCertificatePem(), readable: true);
        PrivateFile.Write(keyFile, key.ExportPkcs8PrivateKeyPem());
        await using var host = await StartAsync(settings: s => (s["Tls:Certificate"], s["Tls:Key"]) = (certificateFile, keyFile));

        (await HandshakeAsync(host, "city.example", CaFile, SslProtocols.None)).ShouldBe(SslPolicyErrors.None);
    }

    [Fact]
    public void Authority_Made_IsTenYearsP256AndSignsServersOnly()
    {
        using (LocalAuthority.Open(Path.Combine(_state, "tls"), Clock()))
        {
        }

        using var certificate = X509CertificateLoader.LoadCertificateFromFile(CaFile);
        certificate.GetECDsaPublicKey()!.KeySize.ShouldBe(256);
        certificate.NotAfter.ToUniversalTime().ShouldBe(Clock().GetUtcNow().AddYears(10).UtcDateTime);
        var constraints = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single();
        (constraints.CertificateAuthority, constraints.HasPathLengthConstraint, constraints.PathLengthConstraint).ShouldBe((true, true, 0));
        certificate.HasPrivateKey.ShouldBeFalse();
    }

    [Fact]
    public async Task Http_WhenAskedFor_IsServedOnLoopback()
    {
        var port = Testing.Processes.Ports.Free();
        await using var host = await StartAsync(settings: s => s["Gateway:Http"] = $"http://127.0.0.1:{port}");
        using var http = new HttpClient();

        (await http.GetAsync($"http://127.0.0.1:{port}/.well-known/openid-configuration", TestContext.Current.CancellationToken)).StatusCode
            .ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(64 * 1024, HttpStatusCode.BadRequest)]
    [InlineData((64 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Body_OverTheLimit_IsRefused(int bytes, HttpStatusCode expected)
    {
        await using var host = await StartAsync();
        using var body = new ByteArrayContent(new byte[bytes]);
        body.Headers.ContentType = new("application/x-www-form-urlencoded");
        using var response = await host.Http.PostAsync("/connect/token", body, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(expected);
    }

    private string CaFile => Path.Combine(_state, "tls", "ca.pem");

    private static FakeTimeProvider Clock() => new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    private Task<IdentityHost> StartAsync(FakeTimeProvider? time = null, Action<IDictionary<string, string?>>? settings = null) =>
        IdentityHost.StartAsync(null, _state, time ?? new FakeTimeProvider(TimeProvider.System.GetUtcNow()), s =>
        {
            s["Tls:Names:0"] = "gateway.example";
            settings?.Invoke(s);
        });

    private async Task<string> SerialAsync(FakeTimeProvider time, string name = "gateway.example")
    {
        await using var host = await StartAsync(time, s => s["Tls:Names:0"] = name);
        return host.App.Services.GetRequiredService<ServerCertificates>().Current.SerialNumber;
    }

    private static async Task<SslPolicyErrors> HandshakeAsync(IdentityHost host, string name, string caFile, SslProtocols version)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, host.Address.Port, TestContext.Current.CancellationToken);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(caFile);
        SslPolicyErrors? seen = null;
        await using var stream = new SslStream(socket.GetStream());
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = name,
                EnabledSslProtocols = version,
                CertificateChainPolicy = policy,
                RemoteCertificateValidationCallback = (_, _, _, errors) => (seen = errors) is not null,
            },
            TestContext.Current.CancellationToken);
        return seen!.Value;
    }
}
