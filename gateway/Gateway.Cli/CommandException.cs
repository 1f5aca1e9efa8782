namespace Gateway.Cli;

/// <summary>A command cannot go on. The message, in the session's language, says why and what to do.</summary>
internal sealed class CommandException(string message, Exception? inner = null) : Exception(message, inner);
