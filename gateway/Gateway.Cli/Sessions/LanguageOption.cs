using System.CommandLine;
using Gateway.Cli.Language;

namespace Gateway.Cli.Sessions;

/// <summary><c>--lang</c>: it is read before all else (<see cref="Texts.For"/>) and stands here for the help and the parser.</summary>
internal static class LanguageOption
{
    public const string Name = "--lang";

    public static Option<string> Create(Texts texts)
    {
        var option = new Option<string>(Name) { Description = texts.LangOption, Recursive = true, HelpName = "en|zh" };
        option.AcceptOnlyFromAmong("en", "zh");
        return option;
    }
}
