using Gateway.Contracts;
using Gateway.Operations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Encrypted;

/// <summary>What goes with encrypted scores: the offer to encrypt by. The scores themselves are an operation on the path of a query.</summary>
internal static class EncryptedEndpoints
{
    public static void AddEncryptedScores(this IServiceCollection services)
    {
        services.AddSingleton<IOperation, EncryptedOperation>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, EncryptedJson.Default));
    }

    public static void MapEncryptedScores(this WebApplication app)
    {
        app.MapEncryptedPage();
        app.MapGet($"/v1/products/{{product}}/{EncryptedOperation.Route}", Offer)
            .RequireAuthorization(ContractEndpoints.Policy)
            .WithTags("Products")
            .WithName("getEncryptedOffer")
            .WithSummary("How to encrypt for a product 密态评分信息");
    }

    // A product without a contract in force is not told apart from none.
    private static async Task<Results<Ok<EncryptedOffer>, NotFound>> Offer(string product, HttpContext http, PolicyTables tables)
    {
        await tables.ConfirmAsync(http.RequestAborted);
        var policies = tables.InForce.Policies;
        var offer = policies.Products.TryGetValue(product, out var document)
            && policies.Contracts.TryGetValue((http.User.Identity!.Name!, product), out var contract)
            ? EncryptedOffer.Of(contract, document, policies.Datasets[document.Dataset])
            : null;
        return offer is null ? TypedResults.NotFound() : TypedResults.Ok(offer);
    }
}
