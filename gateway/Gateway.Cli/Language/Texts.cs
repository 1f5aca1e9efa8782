namespace Gateway.Cli.Language;

/// <summary>
/// All that <c>dpg</c> says, in English or in Chinese. One instance a session; the parts of this class are by command.
/// </summary>
internal sealed partial class Texts(bool chinese)
{
    /// <summary>The language as in <c>Accept-Language</c>.</summary>
    public string Tag => chinese ? "zh-CN" : "en";

    /// <summary>By <c>--lang</c>, else by <c>LC_ALL</c>, else by <c>LANG</c>; English for every language but Chinese.</summary>
    public static Texts For(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        var stated = args.Where((_, i) => i > 0 && args[i - 1] == "--lang").FirstOrDefault()
            ?? args.FirstOrDefault(a => a.StartsWith("--lang=", StringComparison.Ordinal))?["--lang=".Length..];
        var language = stated ?? (environment("LC_ALL") is { Length: > 0 } all ? all : environment("LANG"));
        return new Texts(language?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true);
    }

    /// <summary>One or the other.</summary>
    public string Pick(string english, string inChinese) => chinese ? inChinese : english;

    private string[] Pick(string[] english, string[] inChinese) => chinese ? inChinese : english;
}
