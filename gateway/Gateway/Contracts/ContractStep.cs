using Policies.Decisions;

namespace Gateway.Contracts;

/// <summary>Caller and product → the one contract version in force between them. No contract, no way on.</summary>
internal sealed class ContractStep(PolicyTables tables) : IStep
{
    public static string Name => "contracts";

    public async ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        await tables.ConfirmAsync(exchange.Http.RequestAborted);
        var inForce = tables.InForce;
        var policies = inForce.Policies;
        if (!policies.Products.TryGetValue(exchange.ProductName, out var product))
            return new Refusal(ReasonTable.ProductNotFound.With(Printable(exchange.ProductName)));
        exchange.Product = product;
        exchange.Dataset = policies.Datasets[product.Dataset];
        var parties = (exchange.Caller!.Id, product.Product);
        if (policies.Contracts.TryGetValue(parties, out var contract))
        {
            exchange.Contract = contract;
            return null;
        }

        exchange.Contract = inForce.Suspended.GetValueOrDefault(parties);
        return new Refusal(exchange.Contract is { } suspended
            ? ReasonTable.ContractSuspended.With(suspended.Document.Contract)
            : ReasonTable.NoContract.With(product.Product));
    }

    /// <summary>What a caller wrote is repeated to it only when it could be a product's name.</summary>
    private static string Printable(string name) =>
        name.Length <= 63 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? name : "?";
}
