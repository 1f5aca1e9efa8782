using Gateway.Cli.Language;

namespace Gateway.Cli.Up;

/// <summary>One <c>dpg up</c> a state root. The system frees the lock when its holder dies, so the file may stay.</summary>
internal static class StateLock
{
    /// <summary>Takes the lock; dispose to release it.</summary>
    /// <exception cref="CommandException">Another holds it.</exception>
    public static IDisposable Take(string state, Texts texts)
    {
        Directory.CreateDirectory(state);
        try
        {
            return new FileStream(Path.Combine(state, "up.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new CommandException(texts.StateTaken(state), e);
        }
    }
}
