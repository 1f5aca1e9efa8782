using Gateway.Audit.Notes;
using Gateway.Cli.Language;

namespace Gateway.Cli.Receipts;

/// <summary>A verifier key on the command line: the key itself, or a file that holds it.</summary>
internal static class KeyArgument
{
    /// <summary>The key.</summary>
    /// <exception cref="CommandException">It is neither.</exception>
    public static NoteKey Read(string argument, Texts texts)
    {
        if (NoteKey.TryParse(argument, out var key)) return key;
        return File.Exists(argument) && NoteKey.TryParse(File.ReadAllText(argument).Trim(), out key) ? key : throw new CommandException(texts.NoSuchLogKey(argument));
    }
}
