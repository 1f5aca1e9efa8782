using System.Security.Cryptography;
using Gateway.Answers;
using Gateway.Identity;
using Gateway.Permits;
using Gateway.Record;
using Gateway.Tests.Workers;
using Gateway.Workers;
using Microsoft.AspNetCore.Http;
using Policies.Contracts;
using Policies.Products;
using Sandbox.Protocol.Permits;
using Sandbox.Protocol.Releases;

namespace Gateway.Tests.Record;

/// <summary>Exchanges whose job was sent and answered.</summary>
internal static class Exchanges
{
    public const string Body = """{"product":"p","model":"m","dataVersion":"v","scores":[]}""";
    public static readonly PermitKey Key = new(RandomNumberGenerator.GetBytes(PermitKey.Size));
    public static readonly byte[] Salt = RandomNumberGenerator.GetBytes(SaltedHash.SaltSize);
    public static readonly byte[] BootId = RandomNumberGenerator.GetBytes(PermitKey.BootIdSize);

    public static Exchange Answered(AnswerKey? key = null)
    {
        var exchange = new Exchange(new DefaultHttpContext { Response = { Body = new MemoryStream() } }, StubOperation.Scores)
        {
            Caller = new Caller("bank-ccb", Role.Consumer),
            Product = new ProductDocument("p", "P", "产品", "d", [], new ScoreSurface("m"), new FloorClause(1)),
            Contract = new ContractVersion(
                new ContractDocument("c", 1, "bank-ccb", "p", ["credit-granting"], "consent", new(2026, 1, 1), new(2026, 12, 31), null, new(1, 1, 1)),
                new string('a', 64)),
            Body = "{}"u8.ToArray(),
            Worker = new Worker(BootId, Key),
            Job = new SealedJob("permit", 42, Salt, "v", "m"),
            AnswerKey = key,
        };
        exchange.Capture = Released(exchange);
        return exchange;
    }

    public static Capture Released(Exchange exchange, PermitKey? key = null, UInt128? nonce = null, string body = Body)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(body);
        var release = new Release(BootId, 7, nonce ?? exchange.Job!.Nonce, SaltedHash.Of(Salt, bytes), new byte[32]);
        return new Capture(200, bytes, release.Seal(key ?? Key));
    }

    /// <summary>What the consumer has got.</summary>
    public static string Sent(this Exchange exchange) =>
        System.Text.Encoding.UTF8.GetString(((MemoryStream)exchange.Http.Response.Body).ToArray());
}
