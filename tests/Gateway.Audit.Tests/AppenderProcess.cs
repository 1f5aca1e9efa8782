using System.Runtime.CompilerServices;
using Testing.Faults;

namespace Gateway.Audit.Tests;

/// <summary>
/// This executable in another role: an <see cref="Appender"/>. Its work lies in another assembly, since other threads may not enter this one
/// before its initialiser has returned.
/// </summary>
internal static class AppenderProcess
{
    public const string Variable = "GATEWAY_TESTS_APPEND_TO";

    [ModuleInitializer]
    internal static void RunWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder) Appender.Run(folder);
    }
}
