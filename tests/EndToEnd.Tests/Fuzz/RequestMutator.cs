using System.Net;
using System.Text;
using Testing.Seeds;

namespace EndToEnd.Tests.Fuzz;

/// <summary>Valid requests, and what a hostile or broken client makes of them.</summary>
internal sealed class RequestMutator(ulong seed, string token, IReadOnlyList<string> subjects)
{
    private static readonly string[] Tokens =
    [
        "null", "true", "-0", "1e400", "-1e400", "NaN", "Infinity", "1e-400", "9223372036854775808", "0.1e", "\"\\ud800\"", "\"\\u0000\"", "\"",
        "{}", "[]", "[[[[[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "}", "]", ",", ":", "/* */", "//", "\u2028", "\"id\":\"1\",", "\\", "\t", "﻿",
    ];

    private static readonly string?[] ContentTypes =
    [
        null, "application/json", "application/json; charset=utf-8", "application/json; charset=gb18030", "text/plain", "application/xml", "x", ";",
        "application/json, application/json", "multipart/form-data",
    ];

    private static readonly string[] Paths =
    [
        "/v1/products/credit-default/scores", "/v1/products/none/scores", "/v1/products//scores", "/v1/products/%2e%2e/scores",
        "/v1/products/credit-default%00/scores", "/v1/products/信用/scores", "/v1/products/credit-default/scores/", "/v1/products/credit-default",
        "/v1/products/credit-default/scores?x=%ff&purpose=x", "/v1/contracts", "/v1/contracts/%2e%2e%2f", "/v1/admin/clients", "/v1/receipts/1",
        "/connect/token", "/openapi/v1.json", "/health/live", "/jobs", "/", "/v1/products/" + new string('a', 3000) + "/scores",
    ];

    private static readonly string[] Methods = ["POST", "POST", "POST", "GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "X"];

    private readonly Seeded _random = new(seed);

    /// <summary>The next request: half of them differ from a valid one in the body only, and the others in anything.</summary>
    public HttpRequestMessage Next()
    {
        var wild = _random.OneIn(2);
        var method = wild ? _random.Pick(Methods) : "POST";
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(wild ? _random.Pick(Paths) : Paths[0], UriKind.Relative))
        {
            Version = _random.OneIn(2) ? HttpVersion.Version11 : HttpVersion.Version20,
        };
        request.Headers.TryAddWithoutValidation("Authorization", wild && _random.OneIn(4) ? Authorization() : $"Bearer {token}");
        if (_random.OneIn(8)) request.Headers.TryAddWithoutValidation("Idempotency-Key", _random.OneIn(2) ? $"k{_random.Next(50)}" : Noise(200));
        if (wild && _random.OneIn(6)) request.Headers.TryAddWithoutValidation("Accept-Language", _random.OneIn(2) ? "zh-CN;q=0.9,en;q=x" : Noise(40));
        if (method is "GET" or "HEAD" or "TRACE") return request;
        request.Content = new ByteArrayContent(Body());
        var type = wild ? _random.Pick(ContentTypes) : "application/json";
        if (type is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (wild && _random.OneIn(10)) request.Content.Headers.ContentEncoding.Add(_random.OneIn(2) ? "gzip" : "identity");
        return request;
    }

    private byte[] Body()
    {
        var body = Encoding.UTF8.GetBytes(Valid()).ToList();
        for (var edits = _random.Next(4); edits > 0; edits--) Edit(body);
        return [.. body];
    }

    private string Valid()
    {
        var ids = Enumerable.Range(0, 1 + _random.Next(3)).Select(i => subjects[(_random.Next(subjects.Count / 3) * 3) + i])
            .Select(id => $$"""{"id":"{{id}}"}""");
        var options = _random.Next(3) switch { 0 => "", 1 => ",\"precision\":10", _ => ",\"reasons\":1,\"unknownSubjects\":\"refuse\"" };
        return $$"""{"purpose":"credit-granting","subjects":[{{string.Join(',', ids)}}]{{options}}}""";
    }

    private void Edit(List<byte> body)
    {
        var at = _random.Next(body.Count + 1);
        var length = Math.Min(body.Count - at, 1 + _random.Next(12));
        switch (_random.Next(7))
        {
            case 0 when at < body.Count:
                body[at] ^= (byte)(1 << _random.Next(8));
                break;
            case 1:
                body.RemoveRange(at, length);
                break;
            case 2:
                body.InsertRange(at, body.GetRange(at, length));
                break;
            case 3:
                body.InsertRange(at, Encoding.UTF8.GetBytes(_random.Pick(Tokens)));
                break;
            case 4:
                body.RemoveRange(at, body.Count - at);
                break;
            case 5:
                body.InsertRange(at, (ReadOnlySpan<byte>)[0xC3, 0x28]);
                break;
            default:
                body.InsertRange(at, Enumerable.Repeat((byte)_random.Next(256), _random.Next(2000)));
                break;
        }
    }

    private string Authorization() => _random.Next(5) switch
    {
        0 => "",
        1 => "Bearer",
        2 => $"Basic {Convert.ToBase64String(Encoding.ASCII.GetBytes(Noise(20)))}",
        3 => $"Bearer {token[.._random.Next(token.Length)]}",
        _ => $"Bearer {Noise(400)}",
    };

    private string Noise(int length)
    {
        var text = new char[1 + _random.Next(length)];
        for (var i = 0; i < text.Length; i++) text[i] = (char)(' ' + _random.Next('~' - ' '));
        return new string(text);
    }
}
