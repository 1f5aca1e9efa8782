using Microsoft.AspNetCore.Http.HttpResults;
using Policies;
using Policies.Contracts;

namespace Gateway.Contracts;

/// <summary>A consumer's own contracts. Another's is not told apart from none.</summary>
internal static class ContractEndpoints
{
    public const string Policy = "consumer";

    public static void AddContractEndpoints(this IServiceCollection services) =>
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractJson.Default));

    public static void MapContracts(this WebApplication app)
    {
        var contracts = app.MapGroup("/v1/contracts").RequireAuthorization(Policy).WithTags("Contracts");
        contracts.MapGet("", List).WithName("listContracts").WithSummary("Your contracts 我的合约");
        contracts.MapGet("/{contract}", Get).WithName("getContract").WithSummary("One of your contracts 合约详情");
    }

    private static Ok<ContractList> List(HttpContext http, PolicyTables tables, TimeProvider time)
    {
        var (policies, today) = (tables.Current, ShanghaiTime.Today(time));
        return TypedResults.Ok(new ContractList(
            [.. Own(policies, http).OrderBy(v => v.Document.Contract, StringComparer.Ordinal).Select(v => View(v, policies, today))]));
    }

    private static Results<Ok<ContractView>, NotFound> Get(string contract, HttpContext http, PolicyTables tables, TimeProvider time)
    {
        var policies = tables.Current;
        var version = Own(policies, http).FirstOrDefault(v => string.Equals(v.Document.Contract, contract, StringComparison.Ordinal));
        return version is null ? TypedResults.NotFound() : TypedResults.Ok(View(version, policies, ShanghaiTime.Today(time)));
    }

    private static IEnumerable<ContractVersion> Own(PolicySet policies, HttpContext http)
    {
        var consumer = http.User.Identity!.Name!;
        return policies.Contracts.Where(c => string.Equals(c.Key.Consumer, consumer, StringComparison.Ordinal)).Select(c => c.Value);
    }

    private static ContractView View(ContractVersion version, PolicySet policies, DateOnly today) =>
        ContractView.Of(version, policies.Products[version.Document.Product], today);
}
