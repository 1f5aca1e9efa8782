namespace Gateway.Client.Transport;

/// <summary>One call, as it can be sent again and again.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, from the gateway's root.</param>
/// <param name="Body">The body, or null.</param>
/// <param name="IdempotencyKey">Makes a repetition harmless; null where a repetition is harmless anyway.</param>
/// <param name="MediaType">What the body is.</param>
internal sealed record Call(HttpMethod Method, string Path, byte[]? Body = null, string? IdempotencyKey = null, string MediaType = "application/json");

/// <summary>A response, read whole.</summary>
/// <param name="Status">The status.</param>
/// <param name="Headers">The response's headers.</param>
/// <param name="Body">The body's bytes.</param>
internal sealed record Reply(int Status, System.Net.Http.Headers.HttpResponseHeaders Headers, byte[] Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}
