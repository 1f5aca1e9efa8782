using Gateway.Answers;
using Gateway.Identity;
using Gateway.Ledger;
using Gateway.Operations;
using Gateway.Permits;
using Gateway.Record;
using Gateway.Workers;
using Policies.Contracts;
using Policies.Datasets;
using Policies.Decisions;
using Policies.Products;
using Policies.Queries;
using Sandbox.Protocol.Releases;

namespace Gateway;

/// <summary>
/// The state of one query on its path: a typed feature of its <see cref="HttpContext"/>. Each property is filled in by the step named,
/// so a step may rely on all that stands above its own.
/// </summary>
internal sealed class Exchange(HttpContext http, IOperation operation)
{
    /// <summary>The request and the response that <see cref="RecordMiddleware"/> alone writes.</summary>
    public HttpContext Http { get; } = http;

    /// <summary>The consumer has gone.</summary>
    public CancellationToken Gone { get; } = http.RequestAborted;

    /// <summary>What the route is for.</summary>
    public IOperation Operation { get; } = operation;

    /// <summary>Where the time went.</summary>
    public StepClock Clock { get; } = new();

    /// <summary>Why there will be no answer; null while the query goes on.</summary>
    public Refusal? Refusal { get; set; }

    // --- Identity
    public Caller? Caller { get; set; }

    // --- Contracts
    public ProductDocument? Product { get; set; }
    public DatasetDocument? Dataset { get; set; }
    public ContractVersion? Contract { get; set; }

    // --- Queries
    public ReadOnlyMemory<byte> Body { get; set; }
    public Query? Query { get; set; }

    // --- Decisions
    public Grant? Grant { get; set; }

    // --- Answers
    public AnswerKey? AnswerKey { get; set; }
    public StoredAnswer? Replay { get; set; }

    // --- Aggregates
    /// <summary>The job that a stored answer was sought for; null for operations whose answers are not found by what was asked.</summary>
    public DraftJob? Draft { get; set; }

    /// <summary>The reservation of what is asked, until it is answered or refused.</summary>
    public AnswerKey? ReplayKey { get; set; }

    /// <summary>Names the charge; the same again when a request with an idempotency key is retried after a crash.</summary>
    public UInt128 ChargeId { get; set; }

    // --- Ledger
    /// <summary>The charge that was made; null when nothing was.</summary>
    public ChargeOutcome.Charged? Charge { get; set; }

    /// <summary>What the contract may still spend of privacy; null for operations that spend none.</summary>
    public Balance? Balance { get; set; }

    // --- Workers, Permits
    public Worker? Worker { get; set; }
    public SealedJob? Job { get; set; }

    /// <summary>What the worker answered, as captured; null while it has not.</summary>
    public Capture? Capture { get; set; }

    /// <summary>The release of the job, once it has been found to hold.</summary>
    public Release? Release { get; set; }

    /// <summary>The product as named in the path; never trusted before <see cref="Product"/> is known.</summary>
    public string ProductName => Http.Request.RouteValues["product"] as string ?? "";

    /// <summary>A job that may have begun is not broken off when the consumer goes: the worker may have counted it, and then it must be recorded.</summary>
    public void RunToTheEnd() => Http.RequestAborted = CancellationToken.None;

    /// <summary>The exchange of a request on the path.</summary>
    public static Exchange Of(HttpContext http) =>
        http.Features.Get<Exchange>() ?? throw new InvalidOperationException("The request is not on the path of a query.");
}
