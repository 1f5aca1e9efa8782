using Gateway.Operations;
using Policies.Decisions;
using Policies.Queries;
using Sandbox.Protocol.Workers;

namespace Gateway.Tests.Workers;

/// <summary>The scores operation's name and kind, for parts of the path that look at nothing else of it.</summary>
internal sealed class StubOperation : IOperation
{
    public static StubOperation Scores { get; } = new();

    public string Name => "scores";

    public WorkerKind Worker => WorkerKind.Scores;

    public string RequestType => "application/json";

    public string AnswerType => "application/json";

    public int MaxBody => 1 << 20;

    public (Query? Query, Refusal? Refusal) Parse(ReadOnlyMemory<byte> body) => throw new NotSupportedException();

    public (DraftJob? Job, Refusal? Refusal) Draft(Exchange exchange) => throw new NotSupportedException();
}
