using Policies.Decisions;

namespace Gateway.Identity;

/// <summary>Token → caller; only consumers go on.</summary>
internal sealed class IdentityStep(ITokenValidator tokens) : IStep
{
    public static string Name => "identity";

    public async ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        var authorization = exchange.Http.Request.Headers.Authorization;
        if (authorization.Count != 1) return new Refusal(ReasonTable.Unauthenticated.With());
        exchange.Caller = await tokens.ValidateAsync(authorization[0], exchange.Http.RequestAborted);
        return exchange.Caller switch
        {
            null => new Refusal(ReasonTable.Unauthenticated.With()),
            { Role: Role.Consumer } => null,
            _ => new Refusal(ReasonTable.RoleNotAllowed.With("consumer")),
        };
    }
}
