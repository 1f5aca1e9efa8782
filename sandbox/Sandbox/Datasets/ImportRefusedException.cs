namespace Sandbox.Datasets;

/// <summary>
/// The job, the spec or the source is not what it has to be; the message is for people, names row and column where there is one, and holds no value of the data.
/// Unwinds an import to its one catch, in <see cref="Importer"/>.
/// </summary>
internal sealed class ImportRefusedException(string message) : Exception(message);
