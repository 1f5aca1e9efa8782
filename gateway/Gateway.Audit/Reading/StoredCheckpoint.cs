using Gateway.Audit.Files;
using Gateway.Audit.Notes;

namespace Gateway.Audit.Reading;

/// <summary>The checkpoint in a log's folder, for those who trust the folder.</summary>
internal static class StoredCheckpoint
{
    /// <summary>Null when there is none.</summary>
    /// <exception cref="LogCorruptException">The file holds something else.</exception>
    public static Checkpoint? Read(ILogFiles files, string folder)
    {
        if (files.TryReadWhole(Path.Combine(folder, LogLayout.Checkpoint)) is not { } note) return null;
        return SignedNote.Parse(note) is { } signed && Checkpoint.Parse(signed.Text) is { } checkpoint
            ? checkpoint
            : throw new LogCorruptException(LogLayout.Checkpoint, "this is no checkpoint.");
    }
}
