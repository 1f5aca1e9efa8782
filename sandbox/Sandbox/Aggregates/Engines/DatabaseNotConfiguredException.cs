namespace Sandbox.Aggregates.Engines;

/// <summary>The rows of a version are in a database, and the worker was told of none: <c>Sandbox:Postgres</c> is missing.</summary>
internal sealed class DatabaseNotConfiguredException() : Exception("The rows are in PostgreSQL, but the worker was told of no server.");
