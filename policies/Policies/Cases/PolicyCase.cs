using Policies.Decisions;

namespace Policies.Cases;

/// <summary>A request as an example: what a contract must say to it. Cases are to a contract what tests are to code.</summary>
/// <param name="Contract">The contract's id.</param>
/// <param name="Name">What it shows, in English.</param>
/// <param name="NameZh">What it shows, in Chinese.</param>
/// <param name="At">When the request comes.</param>
/// <param name="Request">Its body, as a consumer would send it.</param>
/// <param name="Expected">The codes of all reasons of the expected refusal; empty: it is to be granted.</param>
/// <param name="Terms">The terms that the grant must have; null: any.</param>
/// <param name="File">The file, relative to the policies folder.</param>
/// <param name="Line">Where in it the case begins.</param>
public sealed record PolicyCase(
    string Contract,
    string Name,
    string NameZh,
    DateTimeOffset At,
    ReadOnlyMemory<byte> Request,
    IReadOnlyList<string> Expected,
    OperationTerms? Terms,
    string File,
    int Line);

/// <summary>What came of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Decision">The decision that it got.</param>
/// <param name="Passed">It is the expected one.</param>
/// <param name="Problem">What differs; null when it passed.</param>
public sealed record CaseResult(PolicyCase Case, Decision Decision, bool Passed, string? Problem);
