namespace Sandbox.Features;

/// <summary>The file is no feature store, or not a whole one. Nothing of it was used.</summary>
internal sealed class FeatureFileException(string message) : IOException(message);
