using Superpower;
using Superpower.Model;
using Superpower.Parsers;
using Superpower.Tokenizers;

namespace Policies.Queries.Sql;

/// <summary>Text → words. A name may hold hyphens, as products' do: the subset has no arithmetic.</summary>
internal static class SqlTokenizer
{
    private static readonly TextParser<TextSpan> Name = Span.MatchedBy(
        Character.Letter.Or(Character.EqualTo('_')).IgnoreThen(Character.LetterOrDigit.Or(Character.In('_', '-')).IgnoreMany()));

    private static readonly TextParser<TextSpan> Quoted = Span.MatchedBy(
        Character.EqualTo('"').IgnoreThen(Character.ExceptIn('"', '\n').AtLeastOnce()).IgnoreThen(Character.EqualTo('"')));

    private static readonly TextParser<TextSpan> Text = Span.MatchedBy(
        Character.EqualTo('\'')
            .IgnoreThen(Span.EqualTo("''").Value('\'').Try().Or(Character.Except('\'')).IgnoreMany())
            .IgnoreThen(Character.EqualTo('\'')));

    private static readonly TextParser<TextSpan> Number = Span.Regex(@"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    private static readonly Tokenizer<SqlToken> Tokenizer = Build();

    public static Result<TokenList<SqlToken>> Run(string text) => Tokenizer.TryTokenize(text);

    private static Tokenizer<SqlToken> Build()
    {
        var builder = new TokenizerBuilder<SqlToken>()
            .Ignore(Character.In(' ', '\t', '\r', '\n').AtLeastOnce())
            .Match(Text, SqlToken.Text)
            .Match(Number, SqlToken.Number, requireDelimiters: true)
            .Match(Quoted, SqlToken.Name)
            .Match(Span.EqualTo("<>").Or(Span.EqualTo("!=")), SqlToken.NotEqual)
            .Match(Span.EqualTo("<="), SqlToken.LessOrEqual)
            .Match(Span.EqualTo(">="), SqlToken.GreaterOrEqual);
        foreach (var (sign, token) in Signs) builder = builder.Match(Character.EqualTo(sign), token);
        foreach (var (word, token) in Words) builder = builder.Match(Span.EqualToIgnoreCase(word), token, requireDelimiters: true);
        return builder.Match(Name, SqlToken.Name, requireDelimiters: true).Build();
    }

    private static (char Sign, SqlToken Token)[] Signs =>
    [
        ('=', SqlToken.Equal), ('<', SqlToken.Less), ('>', SqlToken.Greater), ('*', SqlToken.Star), (',', SqlToken.Comma), ('(', SqlToken.Open),
        (')', SqlToken.Close), (';', SqlToken.End),
    ];

    private static (string Word, SqlToken Token)[] Words =>
    [
        ("select", SqlToken.Select), ("from", SqlToken.From), ("where", SqlToken.Where), ("group", SqlToken.Group), ("by", SqlToken.By),
        ("and", SqlToken.And), ("or", SqlToken.Or), ("not", SqlToken.Not), ("in", SqlToken.In), ("between", SqlToken.Between), ("is", SqlToken.Is),
        ("null", SqlToken.Null),
    ];
}
