using Policies.Yaml;

namespace Policies.Contracts;

/// <summary>The <c>price</c> list of a contract.</summary>
internal static class PriceReader
{
    private const long MaxFen = 100_000_000;

    public static IReadOnlyList<PriceClause> Read(MapReader contract)
    {
        var prices = new List<PriceClause>();
        foreach (var reader in contract.OptionalMaps("price", "The price"))
        {
            var before = reader.Errors.Count;
            var price = new PriceClause(
                reader.Choice("of", OperationWord.Operations, "score, aggregate or encrypted"),
                reader.Choice("per", OperationWord.Units, "call or subject"),
                reader.Integer("fen", 0, MaxFen, "the price in fen, a whole number"));
            reader.Done();
            if (reader.Errors.Count > before) continue;
            if (price is { Operation: Operation.Aggregate, Per: PriceUnit.Subject })
                reader.Error("per", "An aggregate is about nobody in particular. Write call.");
            if (prices.Exists(p => p.Operation == price.Operation && p.Per == price.Per))
                reader.Error("of", "This price was stated before. Keep one.");
            prices.Add(price);
        }

        return [.. prices.OrderBy(p => p.Operation).ThenBy(p => p.Per)]; // their order means nothing, so it is no part of the identity
    }
}
