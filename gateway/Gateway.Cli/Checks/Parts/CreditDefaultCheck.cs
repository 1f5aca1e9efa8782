using System.Text.Json.Nodes;
using Gateway.Cli.Models;
using Gateway.Cli.Platform;
using Gateway.Client.Scores;
using Policies.Datasets;
using Sandbox.Box;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;
using Sylvan.Data.Csv;

namespace Gateway.Cli.Checks.Parts;

/// <summary>Real people whom the model was not trained on, scored through the gateway: their scores must rank them as well as the model's card says.</summary>
internal sealed class CreditDefaultCheck : ICheck
{
    private const string Product = "credit-default";
    private const int Batch = 1000;

    // Scores are rounded to points, which makes ties that the card does not have.
    private const double Tolerance = 0.002;

    public string Name => "credit-default";

    public async Task<CheckResult> RunAsync(CheckContext context, CancellationToken cancellation)
    {
        var product = context.Policies.Products[Product];
        var dataset = context.Policies.Datasets[product.Dataset];
        var source = DemoData.SourceOf(dataset, context.Place.Sources);
        if (source is null || !File.Exists(source)) return CheckResult.Skipped("The data set is not on this machine.");
        var pin = new ModelPublisher(context.Place.Data, context.Session.Time).Registry().Find(Product, product.Score!.Model);
        CheckFailedException.Unless(pin is not null, "The data set is here, but the model is not registered.");
        var card = await ModelCards.ReadAsync(context.Place.Data, pin!.Sha256, cancellation);
        var people = HeldOut(dataset, source);
        CheckFailedException.Unless(people.Count == card.HeldOutSubjects, "The card's held-out people are not those of the file.");

        var scores = new List<(int Score, bool Defaulted)>(people.Count);
        foreach (var chunk in people.Chunk(Batch))
        {
            var request = new ScoreRequest("credit-granting", [.. chunk.Select(p => new ScoreSubject(p.Id.Value))]);
            var reply = await context.Bank.ScoreAsync(Product, request, cancellation: cancellation);
            context.Kept.Add((DemoClients.Bank, reply));
            CheckFailedException.Unless(reply.Answer.Model == pin.Sha256, "Another model answered than is registered.");
            CheckFailedException.Unless(reply.Answer.Scores.All(s => s.Score is not null), "A person of the data set is not known.");
            scores.AddRange(reply.Answer.Scores.Zip(chunk, (s, p) => (s.Score!.Value, p.Defaulted)));
        }

        var auc = Auc.OfScores(scores);
        CheckFailedException.Unless(Math.Abs(auc - card.Auc) <= Tolerance, $"The scores' AUC is {auc:0.0000}, the card's {card.Auc:0.0000}.");
        return new CheckResult(new JsonObject { ["people"] = people.Count, ["auc"] = Math.Round(auc, 4), ["cardAuc"] = Math.Round(card.Auc, 4) });
    }

    private static List<(SubjectId Id, bool Defaulted)> HeldOut(DatasetDocument dataset, string file)
    {
        var rename = ((CsvSource)dataset.Source).Rename;
        string InFile(string column) => rename.FirstOrDefault(r => r.Value == column).Key ?? column;
        using var csv = CsvDataReader.Create(file);
        var (id, label) = (csv.GetOrdinal(InFile(dataset.Spec.SubjectColumn)), csv.GetOrdinal(InFile(dataset.Spec.Label!)));
        var people = new List<(SubjectId, bool)>();
        while (csv.Read())
        {
            if (SubjectId.TryParse(csv.GetString(id), out var subject) && SubjectSplit.IsHeldOut(subject)) people.Add((subject, csv.GetInt32(label) == 1));
        }

        return people;
    }
}
