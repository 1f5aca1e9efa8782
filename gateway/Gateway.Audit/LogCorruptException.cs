namespace Gateway.Audit;

/// <summary>The log on the disk is not what was written. It is not opened, and not repaired: a human must look.</summary>
/// <param name="file">The file.</param>
/// <param name="message">What is wrong with it.</param>
/// <param name="inner">The cause, if another error is it.</param>
public sealed class LogCorruptException(string file, string message, Exception? inner = null) : Exception($"{file}: {message}", inner)
{
    /// <summary>The file.</summary>
    public string File { get; } = file;
}
