using System.Security.Claims;
using System.Text.Encodings.Web;
using Gateway.Problems;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Policies.Decisions;

namespace Gateway.Identity.Authorization;

/// <summary>ASP.NET Core's view of <see cref="ITokenValidator"/>, for the endpoints beside the query path.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ITokenValidator tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string SchemeName = "Bearer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var authorization = (string?)Request.Headers.Authorization;
        if (string.IsNullOrEmpty(authorization))
            return AuthenticateResult.NoResult();

        if (await tokens.ValidateAsync(authorization, Context.RequestAborted) is not { } caller)
            return AuthenticateResult.Fail("The token does not hold.");

        var identity = new ClaimsIdentity(
            [new Claim("sub", caller.Id), new Claim("role", caller.Role.Name())], SchemeName, nameType: "sub", roleType: "role");
        Context.Features.Set(caller);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) =>
        ProblemWriter.WriteAsync(Context, new Refusal(ReasonTable.Unauthenticated.With()));

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemWriter.WriteAsync(Context, new Refusal(Refusals.WrongRole(Context)));
}
