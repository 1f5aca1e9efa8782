using Gateway.Cli.Language;
using Spectre.Console;

namespace Gateway.Cli.Sessions;

/// <summary>What a command is run with: everything it may touch of the process around it.</summary>
/// <param name="Texts">The language.</param>
/// <param name="Out">Results.</param>
/// <param name="Error">Errors and advice.</param>
/// <param name="Console">Progress and tables for people; standard error, so that results can be piped.</param>
/// <param name="Environment">An environment variable, or null.</param>
/// <param name="Time">The clock.</param>
internal sealed record Session(
    Texts Texts, TextWriter Out, TextWriter Error, IAnsiConsole Console, Func<string, string?> Environment, TimeProvider Time)
{
    public static Session OfThisProcess(IReadOnlyList<string> args) => new(
        Texts.For(args, System.Environment.GetEnvironmentVariable),
        System.Console.Out,
        System.Console.Error,
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) }),
        System.Environment.GetEnvironmentVariable,
        TimeProvider.System);
}
