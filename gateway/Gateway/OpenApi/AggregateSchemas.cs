using Microsoft.OpenApi;
using Policies.Aggregates;
using Policies.Queries.Aggregates;

namespace Gateway.OpenApi;

/// <summary>Request, answer and preview of the aggregates of a product.</summary>
internal static class AggregateSchemas
{
    public const string Request = "AggregateRequest";
    public const string Predicate = "AggregatePredicate";
    public const string Answer = "AggregateAnswer";
    public const string Preview = "AggregatePreview";

    public static void AddAggregateSchemas(this OpenApiDocument document)
    {
        document.AddComponent(Predicate, PredicateSchema(document));
        document.AddComponent(Request, RequestSchema(document));
        document.AddComponent(Answer, AnswerSchema());
        document.AddComponent(Preview, PreviewSchema());
    }

    private static OpenApiSchema RequestSchema(OpenApiDocument document) => Schemas.Closed(
        "A question about groups of people: either `sql`, or `select` with `groupBy` and `where`. Order and spelling do not matter: the same question is charged once.",
        ("purpose", Schemas.Text("Why you ask: one of the contract's purposes.")),
        ("sql?", Schemas.Text("The question in a small SQL subset: SELECT functions FROM product WHERE condition GROUP BY columns.", maxLength: 16_384)),
        ("select?", Schemas.List(
            "What is computed.",
            Schemas.Closed(
                "A function.",
                ("function", Schemas.OneOf("Which.", FunctionName.List.Select(f => f.Id))),
                ("column?", Schemas.Text("Of which column, for functions that need one.", "^[a-z][a-z0-9_]{0,62}$")),
                ("at?", Schemas.List("Of `quantile`: shares such as 0.25, of at most three digits.", Schemas.Number("A share."), minItems: 1, QueryLimits.Quantiles)),
                ("edges?", Schemas.List("Of `histogram`: the rising edges of the bins; a bin holds its lower edge.", Schemas.Number("An edge."), minItems: 2, QueryLimits.Bins + 1))),
            minItems: 1,
            QueryLimits.Selections)),
        ("groupBy?", Schemas.List("Columns to group by.", Schemas.Text("A column.", "^[a-z][a-z0-9_]{0,62}$"), maxItems: QueryLimits.Keys)),
        ("where?", new OpenApiSchemaReference(Predicate, document)),
        ("epsilon?", Schemas.Number("How much it may cost; not with `accuracy`. Without both: the most that the contract grants. It stands for ρ = ε²/2.")),
        ("accuracy?", Schemas.Closed(
            "The accuracy wanted of each value, at the cheapest epsilon that gives it.",
            ("within", Schemas.Number("Half the width of the 95 % interval.")),
            ("rows?", Schemas.Whole("How many rows a group is taken to have; a mean needs it.", 1, 1_000_000_000_000)))),
        ("delta?", Schemas.Number("The δ for groups that are not public. Without: a hundredth of the contract's window.")),
        ("mechanism?", Schemas.OneOf("The noise.", "gaussian", "laplace")),
        ("output?", Schemas.Closed(
            "What is done with the noisy values; it costs nothing.",
            ("nonNegative?", Schemas.Truth("Counts, and sums of what cannot be negative, are raised to 0.")),
            ("roundTo?", Schemas.Whole("Values are rounded to multiples of this.", 1, QueryLimits.RoundTo)))));

    private static OpenApiSchema PredicateSchema(OpenApiDocument document)
    {
        var self = new OpenApiSchemaReference(Predicate, document);
        var literal = new OpenApiSchema { Description = "A text, a number, or true or false; a date is a text such as 2026-01-31.", Type = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean };
        return Schemas.Closed(
            "Which rows count, with SQL's meaning: `and`, `or` or `not`, or a column with an operator.",
            ("and?", Schemas.List("All hold.", self, minItems: 1, QueryLimits.Comparisons)),
            ("or?", Schemas.List("One holds.", self, minItems: 1, QueryLimits.Comparisons)),
            ("not?", self),
            ("column?", Schemas.Text("A column.", "^[a-z][a-z0-9_]{0,62}$")),
            ("operator?", Schemas.OneOf("How it is compared.", OperatorName.List.Select(o => o.Id))),
            ("value?", literal),
            ("values?", Schemas.List("Of `in`.", literal, minItems: 1, QueryLimits.Values)),
            ("from?", literal),
            ("to?", literal));
    }

    private static OpenApiSchema AnswerSchema() => Schemas.Closed(
        "One row a group. Intervals cover the noise, not what the bounds cut off.",
        ("product", Schemas.Text("The product.")),
        ("dataVersion", Schemas.Text("The data version.")),
        ("keys", Schemas.List("The columns that were grouped by.", Schemas.Text("A column."))),
        ("outputs", Schemas.List("What was computed.", Schemas.Text("A name such as mean(monthly_deposit)."))),
        ("rows", Schemas.List("The groups.", Schemas.Closed(
            "A group.",
            ("keys", Schemas.List("One a column that was grouped by; null for a missing value.", Schemas.Text("A key.").OrNull())),
            ("values", Schemas.List("One an output.", Schemas.Closed(
                "A noisy value with its 95 % interval.",
                ("value", Schemas.Number("The value.")),
                ("lower", Schemas.Number("The interval's lower end.")),
                ("upper", Schemas.Number("Its upper end.")))))))),
        ("note", Schemas.Text("The fixed sentence about small groups, whether or not any is missing; null when all groups are public.").OrNull()));

    private static OpenApiSchema PreviewSchema()
    {
        var cost = Schemas.Closed("An amount of privacy.", ("nanoRho", Schemas.Whole("ρ, in 10⁻⁹.", 0)), ("femtoDelta", Schemas.Whole("δ, in 10⁻¹⁵.", 0)));
        var loss = Schemas.Closed("(ε, δ)-differential privacy that follows.", ("epsilon", Schemas.Number("ε.")), ("delta", Schemas.Number("δ.")));
        return Schemas.Closed(
            "What the query would cost and how far off it would be. It depends on documents, query and what was spent; never on data.",
            ("cost", Schemas.Closed("The price.", ("epsilon", Schemas.Number("What ρ is named by.")), ("nanoRho", Schemas.Whole("ρ, in 10⁻⁹.", 1)), ("femtoDelta", Schemas.Whole("δ, in 10⁻¹⁵.", 0)))),
            ("plan", Schemas.Closed(
                "How much of one person is let in.",
                ("kind", Schemas.OneOf("The plan.", "ranked-rows", "per-subject")),
                ("rows", Schemas.Whole("The most rows of one person, in all or in one group.", 1)),
                ("groups", Schemas.Whole("The most groups of one person.", 1).OrNull()))),
            ("reach", Schemas.Whole("In how many groups one person can count.", 1)),
            ("outputs", Schemas.List("One a column of the answer.", Schemas.Closed(
                "A column.",
                ("name", Schemas.Text("Its name.")),
                ("halfWidth", Schemas.Number("Half the width of its 95 % interval; null where it depends on the data.").OrNull()),
                ("ranks", Schemas.Number("Of quantiles: by how many rows the rank may be off.").OrNull())))),
            ("keyPeople", Schemas.Number("About how many people a group that is not public needs to be shown every other time.").OrNull()),
            ("balance", Schemas.Closed("What the contract may still spend.", ("window", cost), ("lifetime", cost))),
            ("loss", Schemas.Closed("What it has spent.", ("window", loss), ("lifetime", loss))));
    }
}
