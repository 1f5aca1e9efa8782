using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Admin;
using Gateway.Contracts.Lifecycle;
using Gateway.Contracts.Store;
using Policies.Contracts;
using Policies.Decisions;
using Policies.Lifecycle;

namespace Gateway.Contracts;

/// <summary>A contract version in full.</summary>
/// <param name="Contract">The contract's id.</param>
/// <param name="Version">1, 2, 3, …</param>
/// <param name="State">Where it stands.</param>
/// <param name="Sha256">SHA-256 of the canonical JSON (RFC 8785) of <paramref name="Document"/>, lower-case hexadecimal.</param>
/// <param name="Consumer">Who may ask.</param>
/// <param name="Product">Of what.</param>
/// <param name="Document">What it says, in the shape of its YAML, every default written out.</param>
/// <param name="Steps">What was done to it, in order.</param>
internal sealed record ContractDetail(
    string Contract, int Version, string State, string Sha256, string Consumer, string Product, JsonNode Document, IReadOnlyList<StepView> Steps)
{
    public static ContractDetail Of(StoredContract contract) => new(
        contract.Document.Contract,
        contract.Document.Version,
        contract.State.Word(),
        contract.Version.Sha256,
        contract.Document.Consumer,
        contract.Document.Product,
        ContractIdentity.ToJson(contract.Document),
        [.. contract.Life.Steps.Select(s => new StepView(s.Step.Done(), s.By, s.At, s.Note))]);

    public static IResult Result(StoredContract contract, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(Of(contract), ContractJson.Default.ContractDetail, statusCode: status);

    /// <summary>The version after a step, or why the step was not taken.</summary>
    public static IResult Result(DeskAnswer answer, int status = StatusCodes.Status200OK) =>
        answer.Contract is { } contract ? Result(contract, status) : new ProblemResult(answer.Refused);

    public static IResult NotFound(string contract, int version) =>
        new ProblemResult(ReasonTable.ContractNotFound.With(Printable(contract), version.ToString(CultureInfo.InvariantCulture)));

    /// <summary>What a caller wrote is repeated to it only when it could be a contract's name.</summary>
    public static string Printable(string name) => name.Length <= 63 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? name : "?";
}

/// <summary>All versions of a contract, the oldest first.</summary>
/// <param name="Versions">The oldest first.</param>
internal sealed record ContractHistory(IReadOnlyList<ContractDetail> Versions);

/// <summary>A step that was taken.</summary>
/// <param name="Step"><c>submitted</c>, <c>approved</c>, <c>accepted</c>, <c>activated</c>, <c>suspended</c>, <c>revoked</c>, <c>expired</c>, <c>replaced</c> or <c>seeded</c>.</param>
/// <param name="By">The client; <c>gateway:itself</c> for what the gateway does on its own.</param>
/// <param name="At">When.</param>
/// <param name="Note">Why, in their words.</param>
internal sealed record StepView(string Step, string By, DateTimeOffset At, string? Note);

/// <summary>A draft with nothing wrong.</summary>
/// <param name="Contract">The contract's id.</param>
/// <param name="Version">1, 2, 3, …</param>
/// <param name="Sha256">The identity that the version will have.</param>
internal sealed record SoundContract(string Contract, int Version, string Sha256);
