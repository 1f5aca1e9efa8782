using System.Net;
using Gateway.Tests.OpenApi;
using Testing.Processes;

namespace Gateway.Tests.Encrypted;

public sealed class EncryptedPageTests
{
    [Theory]
    [InlineData("/demo/encrypted/", "text/html")]
    [InlineData("/demo/encrypted/page.js", "text/javascript")]
    [InlineData("/demo/encrypted/container.js", "text/javascript")]
    [InlineData("/demo/encrypted/seal/client.js", "text/javascript")]
    [InlineData("/demo/encrypted/seal/seal_throws.wasm", "application/wasm")]
    public async Task Page_EachOfItsFiles_IsServedUnderAStrictPolicy(string path, string type)
    {
        await using var host = await SurfaceHost.StartAsync();
        using var response = await host.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe(type);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe-inline");
        policy.ShouldNotContain("'unsafe-eval'");
    }

    [Fact]
    public async Task Page_SealItLoads_IsTheWorkersOwn()
    {
        await using var host = await SurfaceHost.StartAsync();
        foreach (var file in (string[])["seal_throws.js", "seal_throws.wasm", "core.js", "client.js"])
        {
            (await host.Client.GetByteArrayAsync($"/demo/encrypted/seal/{file}", TestContext.Current.CancellationToken))
                .ShouldBe(await File.ReadAllBytesAsync(Path.Combine(Repository.Output("Sandbox"), "seal", file), TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("/demo/encrypted/seal/evaluator.js")]
    [InlineData("/demo/encrypted/seal/..%2FSandbox.dll")]
    [InlineData("/demo/encrypted/seal/%2e%2e%2fSandbox.dll")]
    [InlineData("/demo/encrypted/other.js")]
    public async Task Page_AnyOtherFile_IsNotFound(string path)
    {
        await using var host = await SurfaceHost.StartAsync();
        using var response = await host.GetAsync(path);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
