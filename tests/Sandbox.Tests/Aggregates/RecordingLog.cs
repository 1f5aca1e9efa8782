using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Sandbox.Aggregates;

namespace Sandbox.Tests.Aggregates;

/// <summary>What a runner of aggregates logs.</summary>
internal sealed class RecordingLog : ILogger<AggregateJobRunner>
{
    public ConcurrentQueue<string> Entries { get; } = new();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Entries.Enqueue(formatter(state, exception));
}
