using System.Text.Json;
using System.Text.Json.Nodes;
using Policies.Contracts;
using Policies.Yaml;

namespace Policies.Interchange;

/// <summary>
/// An ODRL agreement of the profile → the contract that it is of. An agreement that says anything that a contract cannot is refused, never cut
/// down: what was read is exported again, and has to be the same agreement.
/// </summary>
public static class OdrlImport
{
    /// <summary>The contract, or null and what is wrong. Never both.</summary>
    /// <param name="agreement">The agreement, JSON-LD in the form that <see cref="OdrlExport"/> writes.</param>
    public static (ContractDocument? Contract, IReadOnlyList<PolicyError> Errors) Agreement(JsonObject agreement)
    {
        JsonObject document;
        try
        {
            document = Document(agreement);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException or JsonException or ArgumentException)
        {
            return (null, [Error("This is no agreement of the profile: a member is missing, or of another type. Export a contract to see one.")]);
        }

        var errors = new YamlErrors(File);
        if (YamlReader.Read(JsonSerializer.SerializeToUtf8Bytes(document), errors) is not { } map) return (null, errors.All);
        var contract = ContractReader.Read(new MapReader(map, "The agreement", errors));
        if (errors.Count > 0) return (null, errors.All);
        return Same(OdrlExport.Agreement(contract, (string?)agreement["assigner"] ?? ""), agreement)
            ? (contract, [])
            : (null, [Error("The agreement says something that no contract can say, or says of its permissions different things that a contract says once.")]);
    }

    private const string File = "agreement.jsonld";

    private static PolicyError Error(string message) => new(File, 1, message);

    private static bool Same(JsonObject one, JsonObject other)
    {
        try
        {
            return CanonicalJson.Serialize(one).AsSpan().SequenceEqual(CanonicalJson.Serialize(JsonNode.Parse(other.ToJsonString())));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static JsonObject Document(JsonObject agreement)
    {
        var permissions = Member(agreement, "permission").AsArray().Select(p => p!.AsObject()).ToList();
        var first = Constraints(permissions[0]);
        var document = new JsonObject
        {
            ["contract"] = Member(agreement, "dpg:contract").DeepClone(),
            ["version"] = Member(agreement, "dpg:version").DeepClone(),
            ["consumer"] = Member(agreement, "assignee").GetValue<string>().Split(':')[^1],
            ["product"] = Member(agreement, "target").GetValue<string>().Split(':')[^1],
            ["legalBasis"] = Member(agreement, "dpg:legalBasis").DeepClone(),
            ["purpose"] = Right(first.First(c => Is(c, "purpose"))).DeepClone(),
            ["valid"] = new JsonObject { ["from"] = Day(first, "gteq"), ["to"] = Day(first, "lteq") },
            ["quota"] = Quota(first),
        };
        var prices = new JsonArray();
        foreach (var permission in permissions) AddClause(document, prices, permission);
        if (prices.Count > 0) document["price"] = prices;
        return document;
    }

    private static void AddClause(JsonObject document, JsonArray prices, JsonObject permission)
    {
        var action = Member(permission, "action").GetValue<string>();
        var clause = OdrlTerms.Actions.First(a => string.Equals(a.Action, action, StringComparison.Ordinal)).Clause;
        var terms = new JsonObject();
        foreach (var constraint in Constraints(permission))
        {
            var key = Operand(constraint).Split(':')[^1];
            if (OdrlTerms.Operators.ContainsKey(key)) terms.Add(key, Right(constraint).DeepClone());
            else if (key is "budget") document["budget"] = Right(constraint).DeepClone();
        }

        document.Add(clause, terms);
        foreach (var duty in permission["duty"]?.AsArray() ?? [])
        {
            var amount = Constraints(duty!.AsObject()).Single();
            prices.Add((JsonNode)new JsonObject { ["of"] = clause, ["per"] = Member(amount, "dpg:per").DeepClone(), ["fen"] = Right(amount).DeepClone() });
        }
    }

    private static JsonObject Quota(List<JsonObject> constraints)
    {
        var quota = new JsonObject();
        foreach (var (key, operand, window) in OdrlTerms.Counts)
            if (constraints.Find(c => Is(c, operand) && string.Equals((string?)c["dpg:window"], window, StringComparison.Ordinal)) is { } found)
                quota[key] = Right(found).DeepClone();
        return quota;
    }

    private static string Day(List<JsonObject> constraints, string comparison) =>
        Member(Right(constraints.First(c => Is(c, "dateTime") && string.Equals((string?)c["operator"], comparison, StringComparison.Ordinal))).AsObject(), "@value")
            .GetValue<string>().Split('T')[0];

    private static List<JsonObject> Constraints(JsonObject rule) => [.. Member(rule, "constraint").AsArray().Select(c => c!.AsObject())];

    private static bool Is(JsonObject constraint, string operand) => string.Equals(Operand(constraint), operand, StringComparison.Ordinal);

    private static string Operand(JsonObject constraint) => Member(constraint, "leftOperand").GetValue<string>();

    private static JsonNode Right(JsonObject constraint) => Member(constraint, "rightOperand");

    private static JsonNode Member(JsonObject map, string key) => map[key] ?? throw new FormatException(key);
}
