namespace Sandbox.Aggregates.Engines;

/// <summary>
/// What runs statements over one data version. Its own errors can hold values of the data: whoever calls it lets none of them out.
/// </summary>
internal interface IAggregateEngine : IDisposable
{
    /// <summary>How statements are to be written for it.</summary>
    SqlDialect Dialect { get; }

    /// <summary>All rows of a statement, each as texts.</summary>
    Task<IReadOnlyList<string?[]>> QueryAsync(SqlStatement statement, CancellationToken cancellation);
}
