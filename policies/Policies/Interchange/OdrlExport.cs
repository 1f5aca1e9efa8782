using System.Text.Json.Nodes;
using Policies.Contracts;

namespace Policies.Interchange;

/// <summary>A contract → an ODRL 2.2 agreement in JSON-LD. What plain ODRL cannot say is said in a profile, so nothing is lost.</summary>
public static class OdrlExport
{
    /// <summary>The agreement. Permissions repeat what the contract says once of all of them: an ODRL rule stands on its own.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="assigner">Who grants: an IRI of the operating company.</param>
    /// <exception cref="ArgumentException">The contract grants no operation: ODRL has no agreement without a permission.</exception>
    public static JsonObject Agreement(ContractDocument contract, string assigner)
    {
        if (!Enum.GetValues<Operation>().Any(contract.Grants)) throw new ArgumentException("The contract grants nothing, so there is no permission to agree on.", nameof(contract));
        var json = ContractJson.Of(contract);
        return new JsonObject
        {
            ["@context"] = new JsonArray(OdrlTerms.Context, new JsonObject { [OdrlTerms.Prefix] = OdrlTerms.Namespace }),
            ["@type"] = "Agreement",
            ["uid"] = $"urn:dpg:contract:{contract.Contract}:{json["version"]}",
            ["profile"] = OdrlTerms.Namespace,
            ["assigner"] = assigner,
            ["assignee"] = $"urn:dpg:consumer:{contract.Consumer}",
            ["target"] = $"urn:dpg:product:{contract.Product}",
            ["dpg:contract"] = contract.Contract,
            ["dpg:version"] = contract.Version,
            ["dpg:legalBasis"] = contract.LegalBasis,
            ["permission"] = new JsonArray([.. OdrlTerms.Actions.Where(a => json.ContainsKey(a.Clause)).Select(a => Permission(json, a.Clause, a.Action))]),
        };
    }

    private static JsonObject Permission(JsonObject contract, string clause, string action)
    {
        var constraints = new JsonArray(
            Constraint("purpose", "isAnyOf", contract["purpose"]!),
            Constraint("dateTime", "gteq", new JsonObject { ["@value"] = $"{contract["valid"]!["from"]}T00:00:00+08:00", ["@type"] = "xsd:dateTime" }),
            Constraint("dateTime", "lteq", new JsonObject { ["@value"] = $"{contract["valid"]!["to"]}T23:59:59.999+08:00", ["@type"] = "xsd:dateTime" }));
        foreach (var (key, operand, window) in OdrlTerms.Counts)
        {
            if (contract["quota"]![key] is not { } most) continue;
            var count = Constraint(operand, "lteq", most);
            count["dpg:window"] = window;
            constraints.Add((JsonNode)count);
        }

        foreach (var (key, value) in contract[clause]!.AsObject())
            constraints.Add((JsonNode)Constraint($"{OdrlTerms.Prefix}:{key}", OdrlTerms.Operators[key], value!));
        if (clause is "aggregate" && contract["budget"] is { } budget) constraints.Add((JsonNode)Constraint("dpg:budget", "lteq", budget));
        var permission = new JsonObject { ["action"] = action, ["constraint"] = constraints };
        var duties = Duties(contract, clause);
        if (duties.Count > 0) permission["duty"] = duties;
        return permission;
    }

    private static JsonArray Duties(JsonObject contract, string clause)
    {
        var duties = new JsonArray();
        foreach (var price in contract["price"]?.AsArray() ?? [])
        {
            if (!string.Equals((string?)price!["of"], clause, StringComparison.Ordinal)) continue;
            var amount = Constraint("payAmount", "eq", price["fen"]!);
            amount["unit"] = "dpg:CNY-fen";
            amount["dpg:per"] = price["per"]!.DeepClone();
            duties.Add((JsonNode)new JsonObject { ["action"] = "compensate", ["constraint"] = new JsonArray(amount) });
        }

        return duties;
    }

    private static JsonObject Constraint(string operand, string comparison, JsonNode value) =>
        new() { ["leftOperand"] = operand, ["operator"] = comparison, ["rightOperand"] = value.DeepClone() };
}
