using Policies.Decisions;

namespace Gateway.Contracts;

/// <summary>Caller and product → the one contract version in force between them. No contract, no way on.</summary>
internal sealed class ContractStep(PolicyTables tables) : IStep
{
    public static string Name => "contracts";

    public ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        var policies = tables.Current;
        if (!policies.Products.TryGetValue(exchange.ProductName, out var product))
            return new(new Refusal(ReasonTable.ProductNotFound.With(Printable(exchange.ProductName))));
        exchange.Product = product;
        exchange.Dataset = policies.Datasets[product.Dataset];
        if (!policies.Contracts.TryGetValue((exchange.Caller!.Id, product.Product), out var contract))
            return new(new Refusal(ReasonTable.NoContract.With(product.Product)));
        exchange.Contract = contract;
        return new((Refusal?)null);
    }

    /// <summary>What a caller wrote is repeated to it only when it could be a product's name.</summary>
    private static string Printable(string name) =>
        name.Length <= 63 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? name : "?";
}
