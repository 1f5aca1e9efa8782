using System.Text.Json;
using Policies.Decisions;
using Policies.Queries;
using Policies.Queries.Aggregates;

namespace Policies.Cases;

/// <summary>Runs cases through the parser and the evaluator, as the gateway runs requests.</summary>
public static class CaseRunner
{
    /// <summary>Runs one case.</summary>
    /// <exception cref="ArgumentException">The policies have no contract of that id: the case is of another set.</exception>
    public static CaseResult Run(PolicySet policies, PolicyCase policyCase)
    {
        var decision = Decide(policies, policyCase);
        var problem = Compare(policyCase, decision);
        return new CaseResult(policyCase, decision, problem is null, problem);
    }

    private static Decision Decide(PolicySet policies, PolicyCase policyCase)
    {
        var contract = policies.Contracts.Values.FirstOrDefault(
            c => string.Equals(c.Document.Contract, policyCase.Contract, StringComparison.Ordinal))
            ?? throw new ArgumentException($"There is no contract '{policyCase.Contract}'.", nameof(policyCase));
        var product = policies.Products[contract.Document.Product];
        var (query, refusal) = Parse(policyCase.Request);
        return refusal ?? Evaluator.Evaluate(contract, product, query!, policyCase.At, policies.Datasets[product.Dataset]);
    }

    // A request that is about subjects is one for scores; what is neither is the parser of scores' to refuse.
    private static (Query? Query, Refusal? Refusal) Parse(ReadOnlyMemory<byte> request) => IsAggregate(request)
        ? AggregateQueryParser.Parse(request)
        : ScoreQueryParser.Parse(request.Span);

    private static bool IsAggregate(ReadOnlyMemory<byte> request)
    {
        using var document = JsonDocument.Parse(request);
        return document.RootElement.ValueKind == JsonValueKind.Object && (document.RootElement.TryGetProperty("sql", out _) || document.RootElement.TryGetProperty("select", out _));
    }

    private static string? Compare(PolicyCase policyCase, Decision decision)
    {
        if (decision is not Grant grant)
        {
            var codes = ((Refusal)decision).Reasons.Select(r => r.Code.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            return codes.SequenceEqual(policyCase.Expected.Order(StringComparer.Ordinal), StringComparer.Ordinal)
                ? null
                : $"expected {Outcome(policyCase.Expected)}, but it was {Outcome([.. codes])}";
        }

        if (policyCase.Expected.Count > 0) return $"expected {Outcome(policyCase.Expected)}, but it was granted";
        return policyCase.Terms is null || policyCase.Terms == grant.Terms ? null : $"expected {policyCase.Terms}, but they were {grant.Terms}";
    }

    private static string Outcome(IReadOnlyList<string> codes) => codes.Count == 0 ? "granted" : $"refused for {string.Join(", ", codes)}";
}
