namespace Gateway.Cli;

/// <summary>The exit codes of every command.</summary>
internal static class Exit
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>Refused, failed or interrupted; standard error says why and what to do.</summary>
    public const int Failed = 1;

    /// <summary>The command line cannot be read.</summary>
    public const int Usage = 2;
}
