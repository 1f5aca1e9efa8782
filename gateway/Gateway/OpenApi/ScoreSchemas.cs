using Microsoft.OpenApi;
using Sandbox.Protocol;
using Sandbox.Protocol.Models;

namespace Gateway.OpenApi;

/// <summary>Request and answer of the scores of a product.</summary>
internal static class ScoreSchemas
{
    public const string Request = "ScoreRequest";
    public const string Answer = "ScoreAnswer";
    private const int MaxBatch = 1_000;

    public static void AddScoreSchemas(this OpenApiDocument document)
    {
        document.AddComponent(Request, RequestSchema());
        document.AddComponent(Answer, AnswerSchema());
    }

    private static OpenApiSchema RequestSchema() => Schemas.Closed(
        "A question about 1 to 1,000 people. The last three members may be absent: then the contract's own hold.",
        ("purpose", Schemas.Text("Why you ask: one of the contract's purposes.")),
        ("subjects", Schemas.List(
            "Whom you ask about, each once.",
            Schemas.Closed(
                "A person.",
                ("id", Schemas.Text(
                    "The person's id. Lower-case letters count as upper-case ones.", "^[A-Za-z0-9_-]+$", SubjectId.MaxLength)),
                ("features?", Schemas.Map(
                    "The consumer features of the product, each of them for each person; null where you do not know.",
                    Schemas.Number("A value.").OrNull()))),
            minItems: 1,
            MaxBatch)),
        ("precision?", Schemas.Whole("Scores as multiples of this many points; no finer than the contract grants.", 1, 100)),
        ("reasons?", Schemas.Whole("Up to this many reasons a score; no more than the contract grants.", 0, 3)),
        ("unknownSubjects?", Schemas.OneOf(
            "What happens to people whom the dataset does not hold; only what the contract grants. `refuse` and `prior` reveal whether a "
            + "person is known. A score under `imputed` is no statement about the person.",
            "refuse",
            "prior",
            "imputed")));

    private static OpenApiSchema AnswerSchema() => Schemas.Closed(
        "One score a person, in the order asked. Scores are not differentially private.",
        ("product", Schemas.Text("The product.")),
        ("model", Schemas.Text("SHA-256 of the model that scored.", "^[0-9a-f]{64}$")),
        ("dataVersion", Schemas.Text("The data version that was scored.")),
        ("scores", Schemas.List(
            "One a person, in the order asked.",
            Schemas.Closed(
                "A person's score.",
                ("subject", Schemas.Text("The person's id, in its one spelling.", "^[A-Z0-9_-]+$", SubjectId.MaxLength)),
                ("score", Schemas.Whole(
                    "Higher is safer; 50 points double the odds. Null for an unknown person under `refuse`.",
                    ScoreScale.Minimum,
                    ScoreScale.Maximum).OrNull()),
                ("band", Schemas.OneOf("A (720 and over), B (660), C (600), D (540), E (below). Null with no score.", "A", "B", "C", "D", "E")
                    .OrNull()),
                ("reasons", Schemas.List(
                    "The groups of features that lowered the score most, most first.", Schemas.Text("A group of features."), maxItems: 3))),
            minItems: 1,
            MaxBatch)));
}
