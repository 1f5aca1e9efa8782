namespace Policies.Contracts;

/// <summary>What a consumer can ask for. The list is closed.</summary>
public enum Operation
{
    /// <summary>Scores in the clear.</summary>
    Score,

    /// <summary>Noisy tables about groups.</summary>
    Aggregate,

    /// <summary>Scores under encryption.</summary>
    Encrypted,
}

/// <summary>What is counted for a bill.</summary>
public enum PriceUnit
{
    /// <summary>A request that was answered.</summary>
    Call,

    /// <summary>A subject of such a request.</summary>
    Subject,
}

/// <summary>One line of a contract's price list.</summary>
/// <param name="Operation">Of what.</param>
/// <param name="Per">Of how much.</param>
/// <param name="Fen">The price in CNY fen (0.01 CNY), 0 to 100,000,000.</param>
public sealed record PriceClause(Operation Operation, PriceUnit Per, long Fen);

/// <summary>How documents and people call operations and units.</summary>
internal static class OperationWord
{
    public static IReadOnlyList<(string Word, Operation Value)> Operations { get; } =
        [("score", Operation.Score), ("aggregate", Operation.Aggregate), ("encrypted", Operation.Encrypted)];

    public static IReadOnlyList<(string Word, PriceUnit Value)> Units { get; } = [("call", PriceUnit.Call), ("subject", PriceUnit.Subject)];

    public static string Of(Operation operation) => Operations[(int)operation].Word;

    public static string Of(PriceUnit unit) => Units[(int)unit].Word;
}
