using System.Globalization;
using Gateway.Problems;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Policies.Decisions;

namespace Gateway.OpenApi;

/// <summary>One response component a status, which lists every code of the one table, and the schema of a problem.</summary>
internal sealed class ProblemComponents : IOpenApiDocumentTransformer
{
    private const string Problem = "Problem";

    /// <summary>The component's name for a status.</summary>
    public static string Name(int status) => string.Create(CultureInfo.InvariantCulture, $"Problem{status}");

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.AddComponent(Problem, Schema());
        foreach (var codes in ReasonTable.All.Values.OrderBy(ReasonTable.Precedence).GroupBy(c => c.Status))
            document.AddComponent(Name(codes.Key), Response([.. codes], document));
        return Task.CompletedTask;
    }

    private static OpenApiSchema Schema() => Schemas.Closed(
        "A refusal (RFC 9457).",
        ("type", Schemas.Text("Where the code is explained: `/problems/{code}`.")),
        ("title", Schemas.Text("The code in words, in the language preferred.")),
        ("status", Schemas.Whole("The HTTP status.", 400, 599)),
        ("detail", Schemas.Text("What to do.")),
        ("code", Code("The reason that decides the status. Codes never change.")),
        ("reasons", Schemas.List(
            "All reasons.",
            Schemas.Closed("A reason.", ("code", Code("Its code.")), ("detail", Schemas.Text("What to do."))),
            minItems: 1)),
        ("spent?", Schemas.List(
            "With `budget-exhausted`: your own charges that spent it, the latest first.",
            Schemas.Closed(
                "A charge.",
                ("ledger", Schemas.Whole("Its place in the ledger, as the answer's Privacy-Budget header named it.", 1)),
                ("time", Schemas.Text("When.")),
                ("contract", Schemas.Text("Under which contract.")),
                ("nanoRho", Schemas.Whole("ρ, in 10⁻⁹.", 0)),
                ("femtoDelta", Schemas.Whole("δ, in 10⁻¹⁵.", 0))),
            maxItems: Gateway.Ledger.LedgerStep.MostListed)),
        ("traceId", Schemas.Text("Tell it to the operating company when you ask about this request.")));

    private static OpenApiSchema Code(string description) =>
        Schemas.OneOf(description, ReasonTable.All.Values.OrderBy(ReasonTable.Precedence).Select(c => c.Code));

    private static OpenApiResponse Response(ReasonCode[] codes, OpenApiDocument document)
    {
        var response = new OpenApiResponse
        {
            Description = string.Join('\n', codes.Select(c => $"* `{c.Code}`: {c.Title} {c.TitleZh}")),
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                ["application/problem+json"] = new OpenApiMediaType
                {
                    Schema = new OpenApiSchemaReference(Problem, document),
                    Examples = new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal)
                    {
                        ["en"] = Example(codes[0], chinese: false),
                        ["zh"] = Example(codes[0], chinese: true),
                    },
                },
            },
        };
        if (codes[0].Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable or StatusCodes.Status409Conflict)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal)
            {
                ["Retry-After"] = new OpenApiHeader { Description = "Seconds to wait, where that is known.", Schema = Schemas.Whole("Seconds.", 1) },
            };
        }

        return response;
    }

    /// <summary>The bytes that the one renderer writes for a code, with its sentence's places left open.</summary>
    private static OpenApiExample Example(ReasonCode code, bool chinese)
    {
        var refusal = new Refusal(code.With("…", "…", "…"));
        var json = ProblemWriter.Render(refusal, chinese, "4bf92f3577b34da6a3ce929d0e0e4736");
        return Schemas.Example($"{code.Code}, {(chinese ? "中文" : "English")}", System.Text.Encoding.UTF8.GetString(json.WrittenSpan));
    }
}
