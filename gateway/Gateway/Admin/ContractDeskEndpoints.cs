using Gateway.Contracts;
using Gateway.Contracts.Lifecycle;
using Gateway.Contracts.Simulation;
using Gateway.Contracts.Store;
using Gateway.Contracts.Usage;
using Gateway.Identity;
using Policies.Contracts;
using Policies.Decisions;
using Policies.Lifecycle;

namespace Gateway.Admin;

/// <summary>The lives of contracts, for the operating company; to look at, also for the regulator.</summary>
internal static class ContractDeskEndpoints
{
    /// <summary>What a contract document may be sent as.</summary>
    public static readonly string[] DocumentTypes = ["application/yaml", "application/json"];

    /// <summary>Which role takes which step.</summary>
    private static readonly (LifecycleStep Step, string Policy, string Summary)[] Steps =
    [
        (LifecycleStep.Approve, RoleNames.ContractApprover, "Approve a submitted version; two are needed 审批合约"),
        (LifecycleStep.Activate, RoleNames.ContractApprover, "Bring an accepted or suspended version into force 生效"),
        (LifecycleStep.Suspend, DeskPolicies.Desk, "Take a version out of force for a while 暂停"),
        (LifecycleStep.Revoke, RoleNames.ContractApprover, "End a version for good 撤销"),
    ];

    public static void MapContractAdministration(this WebApplication app)
    {
        var desk = app.MapGroup("/v1/admin/contracts").WithTags("Contract desk");
        desk.MapGet("", List).RequireAuthorization(DeskPolicies.Readers).WithName("listAllContracts")
            .WithSummary("Every version that has not been revoked or replaced 合约列表").Produces<ContractHistory>();
        desk.MapGet("/{contract}", HistoryAsync).RequireAuthorization(DeskPolicies.Readers).WithName("getContractHistory")
            .WithSummary("All versions of a contract, the oldest first 合约的全部版本").Produces<ContractHistory>();
        desk.MapGet("/{contract}/versions/{version:int}", ShowAsync).RequireAuthorization(DeskPolicies.Readers).WithName("getAnyContractVersion")
            .WithSummary("The document of a version, and what became of it 合约文本与历史").Produces<ContractDetail>();
        desk.MapPost("/validate", ValidateAsync).RequireAuthorization(DeskPolicies.Desk).WithName("validateContract")
            .WithSummary("Say everything that is wrong with a draft; nothing is kept 校验合约草稿")
            .Accepts<string>(DocumentTypes[0], DocumentTypes[1]).Produces<SoundContract>();
        desk.MapPost("", SubmitAsync).RequireAuthorization(RoleNames.ContractAuthor).WithName("submitContract")
            .WithSummary("Hand in a draft: from here on it never changes 提交合约")
            .Accepts<string>(DocumentTypes[0], DocumentTypes[1]).Produces<ContractDetail>(StatusCodes.Status201Created);
        app.MapDatasetAdministration();
        app.MapSimulation();
        app.MapUsage();
        foreach (var (step, policy, summary) in Steps)
        {
            desk.MapPost($"/{{contract}}/versions/{{version:int}}/{step.Verb()}", Taking(step)).RequireAuthorization(policy).WithName($"{step.Verb()}Contract")
                .WithSummary(summary).Accepts<StepRequest>(isOptional: true, "application/json").Produces<ContractDetail>();
        }
    }

    private static IResult List(PolicyTables tables) => History(tables.InForce.Live.Values
        .OrderBy(c => c.Document.Contract, StringComparer.Ordinal).ThenBy(c => c.Document.Version));

    private static async Task<IResult> HistoryAsync(string contract, HttpContext http, IContractStore store)
    {
        var versions = await store.VersionsAsync(contract, http.RequestAborted);
        return versions.Count == 0 ? ContractDetail.NotFound(contract, 1) : History(versions);
    }

    private static async Task<IResult> ShowAsync(string contract, int version, HttpContext http, IContractStore store) =>
        (await store.VersionsAsync(contract, http.RequestAborted)).FirstOrDefault(c => c.Document.Version == version) is { } found
            ? ContractDetail.Result(found)
            : ContractDetail.NotFound(contract, version);

    private static async Task<IResult> ValidateAsync(HttpContext http, ContractDesk desk)
    {
        var (text, refused) = await TextAsync(http);
        if (refused is not null) return new ProblemResult(refused);
        if (desk.Validate(text, out var document) is { Count: > 0 } errors) return new ProblemResult(errors);
        var version = ContractIdentity.VersionOf(document!);
        return TypedResults.Json(new SoundContract(document!.Contract, document.Version, version.Sha256), ContractJson.Default.SoundContract);
    }

    private static async Task<IResult> SubmitAsync(HttpContext http, ContractDesk desk)
    {
        var (text, refused) = await TextAsync(http);
        if (refused is not null) return new ProblemResult(refused);
        return ContractDetail.Result(await desk.SubmitAsync(text, http.User.Identity!.Name!, http.RequestAborted), StatusCodes.Status201Created);
    }

    private static Delegate Taking(LifecycleStep step) => async (string contract, int version, HttpContext http, ContractDesk desk) =>
    {
        var (note, refused) = await StepRequest.ReadAsync(http);
        if (refused is not null) return new ProblemResult(refused);
        return ContractDetail.Result(await desk.TakeAsync(
            ContractDetail.Printable(contract), version, step, http.User.Identity!.Name!, note, http.RequestAborted));
    };

    /// <summary>The document of a request, or why it is none.</summary>
    public static async Task<(byte[] Text, Reason? Refused)> TextAsync(HttpContext http)
    {
        var type = http.Request.ContentType?.Split(';')[0].Trim();
        if (!DocumentTypes.Contains(type, StringComparer.OrdinalIgnoreCase) || http.Request.Headers.ContentEncoding.Count > 0)
            return ([], ReasonTable.UnsupportedMediaType.With());
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, http.RequestAborted);
        return (buffer.ToArray(), null);
    }

    private static IResult History(IEnumerable<StoredContract> versions) =>
        TypedResults.Json(new ContractHistory([.. versions.Select(ContractDetail.Of)]), ContractJson.Default.ContractHistory);
}
