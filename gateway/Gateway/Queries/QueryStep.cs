using System.Globalization;
using Policies.Decisions;

namespace Gateway.Queries;

/// <summary>Bytes → typed query. Bounded before it is read, strict while it is parsed.</summary>
internal sealed class QueryStep(BodyMemory memory) : IStep
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public static string Name => "queries";

    public async ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        var operation = exchange.Operation;
        if (!memory.TryHold(exchange.Http, operation.MaxBody)) return new Refusal(ReasonTable.GatewayBusy.With(), RetryAfter);
        var (body, unreadable) = await QueryBody.ReadAsync(exchange.Http, operation.RequestType, operation.MaxBody);
        if (unreadable is not null) return unreadable;
        exchange.Body = body;
        (exchange.Query, var refusal) = operation.Parse(body);
        return refusal;
    }

    internal static Refusal TooLarge(long most) => new(ReasonTable.BodyTooLarge.With(most.ToString(CultureInfo.InvariantCulture)));
}
