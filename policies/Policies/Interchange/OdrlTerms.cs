namespace Policies.Interchange;

/// <summary>How the keys of a contract's clauses are said as ODRL constraints. Operands with a prefix are of the profile; the others are ODRL's own.</summary>
internal static class OdrlTerms
{
    public const string Context = "http://www.w3.org/ns/odrl.jsonld";
    public const string Prefix = "dpg";
    public const string Namespace = "urn:data-product-gateway:odrl:1#";

    /// <summary>Each clause, with the action that it permits.</summary>
    public static IReadOnlyList<(string Clause, string Action)> Actions { get; } =
        [("score", "dpg:score"), ("aggregate", "dpg:aggregate"), ("encrypted", "dpg:scoreEncrypted")];

    /// <summary>Key of a clause → the operator that compares what is asked with it.</summary>
    public static IReadOnlyDictionary<string, string> Operators { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["maxBatch"] = "lteq",
        ["precision"] = "gteq",
        ["reasons"] = "lteq",
        ["unknownSubjects"] = "eq",
        ["acceptsImputed"] = "eq",
        ["perSubject"] = "lteq",
        ["functions"] = "isAnyOf",
        ["groupBy"] = "isAnyOf",
        ["where"] = "isAnyOf",
        ["measures"] = "isAnyOf",
        ["epsilonPerQuery"] = "lteq",
        ["features"] = "isAllOf",
    };

    /// <summary>Key of the quota → the window that ODRL's <c>count</c> is refined by.</summary>
    public static IReadOnlyList<(string Key, string Operand, string Window)> Counts { get; } =
    [
        ("perSecond", "count", "second"), ("perDay", "count", "day"), ("perMonth", "count", "month"),
        ("subjectsPerDay", "dpg:subjects", "day"), ("subjectsPerMonth", "dpg:subjects", "month"),
        ("distinctPerDay", "dpg:distinctSubjects", "day"), ("distinctPerMonth", "dpg:distinctSubjects", "month"),
    ];
}
