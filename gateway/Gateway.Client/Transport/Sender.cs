using System.Net.Http.Headers;
using Gateway.Client.Problems;

namespace Gateway.Client.Transport;

/// <summary>
/// Sends calls until one try gets an answer that a further try could not better. Every call is safe to repeat: reads and deletions by nature, scores by
/// their idempotency key, registrations because the same one twice is one.
/// </summary>
internal sealed class Sender(HttpClient http, GatewayClientOptions options)
{
    private readonly Backoff _backoff = new(options);

    /// <summary>The successful reply.</summary>
    /// <param name="request">Makes the request of one try.</param>
    /// <param name="unauthorized">Is asked once when the gateway answers 401; true for another try at once.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="GatewayProblemException">The gateway refused.</exception>
    /// <exception cref="GatewayUnreachableException">No try reached it.</exception>
    public async Task<Reply> SendAsync(
        Func<CancellationToken, Task<HttpRequestMessage>> request, Func<bool> unauthorized, CancellationToken cancellation)
    {
        var renewed = false;
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? retryAfter = null;
            Exception failure;
            try
            {
                using var message = await request(cancellation);
                var reply = await TryAsync(message, cancellation);
                if (reply.IsSuccess) return reply;
                var problem = Problem.Read(reply);
                if (reply.Status == 401 && !renewed && unauthorized())
                {
                    renewed = true;
                    continue;
                }

                if (!IsTransient(problem)) throw problem;
                retryAfter = RetryAfter(reply.Headers.RetryAfter);
                failure = problem;
            }
            catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.SecureConnectionError)
            {
                // A certificate that does not hold now will not hold on the next try.
                throw new GatewayUnreachableException(http.BaseAddress!, e.InnerException ?? e);
            }
            catch (Exception e) when (IsConnectionFailure(e, cancellation))
            {
                failure = new GatewayUnreachableException(http.BaseAddress!, e);
            }

            if (_backoff.After(attempt, retryAfter) is not { } pause) throw failure;
            await Task.Delay(pause, options.Time, cancellation);
        }
    }

    private async Task<Reply> TryAsync(HttpRequestMessage message, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.AttemptTimeout, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseContentRead, both.Token);
        return new Reply((int)response.StatusCode, response.Headers, await response.Content.ReadAsByteArrayAsync(both.Token));
    }

    // 409 is transient for a request that is still running, and for nothing else.
    private static bool IsTransient(GatewayProblemException problem) =>
        problem.Status is 429 or 502 or 503 or 504
        || (problem.Status == 409 && string.Equals(problem.Code, "request-in-flight", StringComparison.Ordinal));

    private static bool IsConnectionFailure(Exception e, CancellationToken cancellation) =>
        e switch
        {
            HttpRequestException or IOException => true,
            OperationCanceledException => !cancellation.IsCancellationRequested,
            _ => false,
        };

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } when date > options.Time.GetUtcNow() => date - options.Time.GetUtcNow(),
            _ => null,
        };
}
