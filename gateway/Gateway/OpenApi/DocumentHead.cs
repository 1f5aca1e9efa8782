using Gateway.Identity;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace Gateway.OpenApi;

/// <summary>What stands above the operations: what this is, how to sign in, and the groups of operations.</summary>
internal sealed class DocumentHead(IOptions<IdentityOptions> identity) : IOpenApiDocumentTransformer
{
    public const string SignIn = "client";
    public const string Products = "Products";
    public const string Tokens = "Identity";
    public const string Operations = "Operations";

    private const string Introduction = """
        Data that never leaves, usable but not visible: ask a question under a contract; only the answer leaves, and every answer is recorded
        before it does.

        数据不出域，可用不可见：凭合约提问，只有答案离开；每个答案在返回之前都已存证。

        **Sign in** with a key of your own (`private_key_jwt`, ES256) at `/connect/token`, then call with `Authorization: Bearer …`.
        **Retries**: send an `Idempotency-Key`; the same key with the same body gets the same bytes, charged once.
        **Refusals** are RFC 9457 problems with a stable `code` and all `reasons`, in English or (`Accept-Language: zh`) in Chinese;
        `/problems` lists every code. **Keep the `Receipt` header** of each answer: it says where the answer is recorded.
        """;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo { Title = "Data product gateway 数据产品网关", Version = "v1", Description = Introduction };
        document.Tags = new HashSet<OpenApiTag>
        {
            new() { Name = Products, Description = "Questions to data products 数据产品查询" },
            new() { Name = "Contracts", Description = "What you may ask 我的合约" },
            new() { Name = "Contract desk", Description = "For the operating company and the regulator 合约管理" },
            new() { Name = "Datasets", Description = "For operator and providers 数据集预算" },
            new() { Name = "Receipts", Description = "Proofs that your answers are recorded 回执存证" },
            new() { Name = "Log", Description = "The transparency log, for monitors and the regulator 透明日志" },
            new() { Name = "Audit", Description = "For the regulator 监管" },
            new() { Name = "Alerts", Description = "For the regulator 告警" },
            new() { Name = Tokens, Description = "Access tokens 访问令牌" },
            new() { Name = "Clients", Description = "For the platform-admin 客户端管理" },
            new() { Name = "Problems", Description = "Every code, explained 错误码说明" },
            new() { Name = Operations, Description = "For the operator's network 运维" },
        };
        document.AddComponent(SignIn, identity.Value.Authority is { } authority ? Provider(authority) : Embedded());
        return Task.CompletedTask;
    }

    private static OpenApiSecurityScheme Embedded() => new()
    {
        Type = SecuritySchemeType.OAuth2,
        Description = "Client credentials with private_key_jwt (RFC 7523, ES256): each token request carries an assertion signed by the "
            + "client's own key; there is no shared secret.",
        Flows = new OpenApiOAuthFlows
        {
            ClientCredentials = new OpenApiOAuthFlow
            {
                TokenUrl = new Uri(TokenPath.Path, UriKind.Relative),
                Scopes = new Dictionary<string, string>(StringComparer.Ordinal),
            },
        },
    };

    private static OpenApiSecurityScheme Provider(string authority) => new()
    {
        Type = SecuritySchemeType.OpenIdConnect,
        Description = "Access tokens of the operating company's OpenID provider.",
        OpenIdConnectUrl = new Uri($"{authority.TrimEnd('/')}/.well-known/openid-configuration"),
    };

    /// <summary>The requirement of <see cref="SignIn"/>.</summary>
    public static OpenApiSecurityRequirement Required(OpenApiDocument document) =>
        new() { [new OpenApiSecuritySchemeReference(SignIn, document)] = [] };
}
