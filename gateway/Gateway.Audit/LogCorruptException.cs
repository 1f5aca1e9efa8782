namespace Gateway.Audit;

/// <summary>The log on the disk is not what was written. It is not opened, and not repaired: a human must look.</summary>
public sealed class LogCorruptException : Exception
{
    /// <summary>Names the place.</summary>
    /// <param name="file">The file.</param>
    /// <param name="line">The line, from 1; 0 for the file as a whole.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="inner">The cause, if another error is it.</param>
    public LogCorruptException(string file, long line, string message, Exception? inner = null)
        : base(line == 0 ? $"{file}: {message}" : $"{file}, line {line}: {message}", inner)
    {
        File = file;
        Line = line;
    }

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The line, from 1; 0 for the file as a whole.</summary>
    public long Line { get; }
}
