using Gateway.Audit;
using Gateway.Queries;
using Gateway.Stores;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Policies.Decisions;

namespace Gateway.Problems;

/// <summary>What an exception or a bare status means to a caller.</summary>
internal static class Refusals
{
    private static readonly TimeSpan StoreRetry = TimeSpan.FromSeconds(1);

    /// <summary>The refusal for an exception; a bug is logged, and nothing of it is told.</summary>
    public static Refusal Of(Exception exception, HttpContext http, ILogger logger)
    {
        switch (exception)
        {
            case StoreUnavailableException:
                ProblemsLog.StoreUnavailable(logger, exception);
                return new Refusal(ReasonTable.StoreUnavailable.With(), StoreRetry);
            case LogUnavailableException:
                ProblemsLog.StoreUnavailable(logger, exception);
                return new Refusal(ReasonTable.LogUnavailable.With(), StoreRetry);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return QueryStep.TooLarge(http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0);
            case BadHttpRequestException bad:
                return new Refusal(ReasonTable.BadRequest.With(
                    bad.StatusCode == StatusCodes.Status408RequestTimeout ? "the body came too slowly" : "the body ended early or is not valid HTTP"));
            default:
                ProblemsLog.Bug(logger, exception);
                return new Refusal(ReasonTable.InternalError.With());
        }
    }

    /// <summary>The refusal for a response that has a status and no body.</summary>
    public static Refusal OfStatus(HttpContext http) => new(http.Response.StatusCode switch
    {
        StatusCodes.Status401Unauthorized => ReasonTable.Unauthenticated.With(),
        StatusCodes.Status403Forbidden => WrongRole(http),
        StatusCodes.Status404NotFound => ReasonTable.NotFound.With(),
        StatusCodes.Status405MethodNotAllowed => ReasonTable.MethodNotAllowed.With(),
        StatusCodes.Status415UnsupportedMediaType => ReasonTable.UnsupportedMediaType.With("application/json"),
        >= 500 => ReasonTable.InternalError.With(),
        _ => ReasonTable.BadRequest.With("see /openapi/v1.json"),
    });

    /// <summary>The caller's role is none of those that the endpoint is for.</summary>
    public static Reason WrongRole(HttpContext http)
    {
        var roles = http.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).OfType<string>() ?? [];
        return ReasonTable.RoleNotAllowed.With(string.Join(", ", roles));
    }
}
