using Gateway.Identity;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>The token endpoint, which OpenIddict answers; not where an external provider gives the tokens.</summary>
internal sealed class TokenPath(IOptions<IdentityOptions> identity) : IOpenApiDocumentTransformer
{
    public const string Path = "/connect/token";
    private const string Request = "TokenRequest";
    private const string Answer = "TokenAnswer";
    private const string Assertion = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        if (identity.Value.Authority is not null) return Task.CompletedTask;
        document.AddComponent(Request, Schemas.Closed(
            "Client credentials, proved by an assertion (RFC 7523).",
            ("grant_type", Schemas.OneOf("The grant.", "client_credentials")),
            ("client_id", Schemas.Text("The client's id.")),
            ("client_assertion_type", Schemas.OneOf("The kind of assertion.", Assertion)),
            ("client_assertion", Schemas.Text(
                "A JWT signed (ES256) by the client's key: `iss` and `sub` the client's id, `aud` the gateway's issuer, a fresh `jti`, and an "
                + "`exp` at most a few minutes ahead. Each may be used once."))));
        document.AddComponent(Answer, Schemas.Closed(
            "An access token.",
            ("access_token", Schemas.Text("Send it as `Authorization: Bearer …`.")),
            ("token_type", Schemas.OneOf("How to send it.", "Bearer")),
            ("expires_in", Schemas.Whole("Seconds to live.", 1))));
        document.Paths[Path] = new OpenApiPathItem
        {
            Operations = new Dictionary<HttpMethod, OpenApiOperation> { [HttpMethod.Post] = Operation(document) },
        };
        return Task.CompletedTask;
    }

    private static OpenApiOperation Operation(OpenApiDocument document) => new()
    {
        OperationId = "token",
        Summary = "Access token for an assertion 获取访问令牌",
        Tags = new HashSet<OpenApiTagReference> { new(DocumentHead.Tokens, document) },
        RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = Content("application/x-www-form-urlencoded", Request, document, Schemas.Example("The form's fields 表单字段", $$"""
                {
                  "grant_type": "client_credentials",
                  "client_id": "bank-ccb",
                  "client_assertion_type": "{{Assertion}}",
                  "client_assertion": "eyJhbGciOiJFUzI1NiIsImtpZCI6Ii4uLiJ9.eyJpc3MiOiJiYW5rLWNjYiJ9.c2lnbmF0dXJl"
                }
                """)),
        },
        Responses = new OpenApiResponses
        {
            ["200"] = new OpenApiResponse
            {
                Description = "A token of the client's one role.",
                Content = Content("application/json", Answer, document, Schemas.Example("A token 令牌", """
                    { "access_token": "eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2lnbmF0dXJl", "token_type": "Bearer", "expires_in": 600 }
                    """)),
            },
            ["400"] = new OpenApiResponse { Description = "An OAuth error (RFC 6749, section 5.2): `error`, `error_description`." },
            ["401"] = new OpenApiResponse { Description = "`invalid_client`: no such client, or an assertion that does not hold or came before." },
        },
    };

    private static Dictionary<string, OpenApiMediaType> Content(string type, string schema, OpenApiDocument document, OpenApiExample example) => new(StringComparer.Ordinal)
    {
        [type] = new OpenApiMediaType
        {
            Schema = new OpenApiSchemaReference(schema, document),
            Examples = new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal) { ["example"] = example },
        },
    };
}
