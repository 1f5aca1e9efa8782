using Policies.Decisions;
using Policies.Queries;
using Sandbox.Protocol.Workers;

namespace Gateway.Operations;

/// <summary>
/// One thing that can be asked of a product: what its requests look like, and which job answers them. All else of the path - identity,
/// contract, decision, quotas, ledger, permit, record - is the same for every operation.
/// </summary>
internal interface IOperation
{
    /// <summary>The last segment of its path, its route's id, and the name by which log and metrics speak of it: <c>scores</c>.</summary>
    string Name { get; }

    /// <summary>Who runs its jobs.</summary>
    WorkerKind Worker { get; }

    /// <summary>The media type of its requests. JSON is UTF-8.</summary>
    string RequestType { get; }

    /// <summary>The media type of its answers.</summary>
    string AnswerType { get; }

    /// <summary>The most bytes of a request.</summary>
    int MaxBody { get; }

    /// <summary>The typed query of a body, or a refusal. Never throws, whatever the bytes.</summary>
    (Query? Query, Refusal? Refusal) Parse(ReadOnlyMemory<byte> body);

    /// <summary>
    /// The job of a granted query, pinned to what is published now; or a refusal, when the product has nothing published to run it on. Nothing
    /// that the consumer sent crosses the wall but what the job says in its own terms.
    /// </summary>
    (DraftJob? Job, Refusal? Refusal) Draft(Exchange exchange);
}
