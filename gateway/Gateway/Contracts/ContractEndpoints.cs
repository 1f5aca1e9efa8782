using Gateway.Admin;
using Gateway.Contracts.Lifecycle;
using Gateway.Contracts.Lifetimes;
using Gateway.Contracts.Store;
using Policies.Decisions;
using Policies.Lifecycle;

namespace Gateway.Contracts;

/// <summary>A consumer's own contracts, from the day on which it can accept them. Another's is not told apart from none.</summary>
internal static class ContractEndpoints
{
    public const string Policy = "consumer";

    public static void AddContractEndpoints(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, LifetimeJson.Default);
        });
        services.AddDeskPolicies();
    }

    public static void MapContracts(this WebApplication app)
    {
        var contracts = app.MapGroup("/v1/contracts").RequireAuthorization(Policy).WithTags("Contracts");
        contracts.MapGet("", List).WithName("listContracts").WithSummary("Your contracts 我的合约").Produces<ContractList>();
        contracts.MapGet("/{contract}", Get).WithName("getContract").WithSummary("One of your contracts, in its newest version 合约详情").Produces<ContractView>();
        contracts.MapGet("/{contract}/versions/{version:int}", ShowAsync).WithName("getContractVersion")
            .WithSummary("The document of a version, and what became of it 合约文本与历史").Produces<ContractDetail>();
        contracts.MapPost("/{contract}/versions/{version:int}/accept", AcceptAsync).WithName("acceptContract")
            .WithSummary("Accept an approved version 接受合约").Accepts<StepRequest>(isOptional: true, "application/json").Produces<ContractDetail>();
    }

    private static IResult List(HttpContext http, PolicyTables tables, TimeProvider time)
    {
        var (inForce, today) = (tables.InForce, ShanghaiTime.Today(time));
        return TypedResults.Ok(new ContractList(
        [
            .. Own(inForce, http).OrderBy(c => c.Document.Contract, StringComparer.Ordinal).ThenBy(c => c.Document.Version)
                .Select(c => ContractView.Of(c, inForce.Policies, today)),
        ]));
    }

    private static IResult Get(string contract, HttpContext http, PolicyTables tables, TimeProvider time)
    {
        var inForce = tables.InForce;
        var versions = Own(inForce, http).Where(c => string.Equals(c.Document.Contract, contract, StringComparison.Ordinal)).ToList();
        return versions.Count == 0
            ? TypedResults.NotFound()
            : TypedResults.Ok(ContractView.Of(
                versions.Find(c => c.State is ContractState.Active) ?? versions.MaxBy(c => c.Document.Version)!, inForce.Policies, ShanghaiTime.Today(time)));
    }

    private static async Task<IResult> ShowAsync(string contract, int version, HttpContext http, IContractStore store)
    {
        var found = (await store.VersionsAsync(contract, http.RequestAborted)).FirstOrDefault(c => c.Document.Version == version);
        return found is not null && IsOwn(found, http) ? ContractDetail.Result(found) : ContractDetail.NotFound(contract, version);
    }

    private static async Task<IResult> AcceptAsync(string contract, int version, HttpContext http, ContractDesk desk)
    {
        var (note, refused) = await StepRequest.ReadAsync(http);
        if (refused is not null) return new ProblemResult(refused);
        return ContractDetail.Result(await desk.TakeAsync(
            ContractDetail.Printable(contract), version, LifecycleStep.Accept, http.User.Identity!.Name!, note, http.RequestAborted));
    }

    private static IEnumerable<StoredContract> Own(InForce inForce, HttpContext http) =>
        inForce.Live.Values.Where(c => IsOwn(c, http) && inForce.Policies.Products.ContainsKey(c.Document.Product));

    private static bool IsOwn(StoredContract contract, HttpContext http) =>
        contract.State is not ContractState.Submitted && string.Equals(contract.Document.Consumer, http.User.Identity!.Name, StringComparison.Ordinal);
}
