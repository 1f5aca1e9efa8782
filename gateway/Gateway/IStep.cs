using Policies.Decisions;

namespace Gateway;

/// <summary>
/// One step of the path of a query. It reads and fills in the <see cref="Exchange"/>, and either lets the query go on or refuses it.
/// Steps are singletons and hold no state of a request.
/// </summary>
internal interface IStep
{
    /// <summary>The step's name in metrics: kebab-case, from a closed list.</summary>
    static abstract string Name { get; }

    /// <summary>Null lets the query go on.</summary>
    ValueTask<Refusal?> RunAsync(Exchange exchange);
}
