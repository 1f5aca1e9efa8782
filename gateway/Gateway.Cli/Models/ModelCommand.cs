using System.CommandLine;
using System.Globalization;
using Gateway.Cli.Platform;
using Gateway.Cli.Sessions;
using Policies;
using Policies.Products;
using Sandbox.Box;
using Sandbox.Protocol.Models;

namespace Gateway.Cli.Models;

/// <summary><c>dpg model train | list</c>, on the machine that holds the data.</summary>
internal static class ModelCommand
{
    public static Command Create(Session session) => new("model", session.Texts.Model) { Train(session), List(session) };

    private static Command Train(Session session)
    {
        var places = new PlaceOptions(session.Texts);
        var product = new Argument<string>("PRODUCT") { Description = session.Texts.ScoreProduct };
        var model = new Argument<string?>("MODEL") { Description = session.Texts.ModelName, Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("train", session.Texts.ModelTrain)
        {
            product, model, places.Data, places.Policies, places.SandboxFolder, places.Isolation,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var policies = PolicyFiles.Load(parsed.GetValue(places.Policies)!, session.Texts);
            var (document, names) = Find(session, policies, parsed.GetValue(product)!, parsed.GetValue(model));
            using var launcher = await BoxLauncher.OpenAsync(parsed.GetValue(places.Isolation), cancellation);
            var work = new DataWork(session, launcher, places.Sandbox(parsed), Path.GetFullPath(parsed.GetValue(places.Data)!));
            var cards = new List<ModelCard>();
            foreach (var name in names) cards.Add(await work.TrainAsync(document, policies.Datasets[document.Dataset], name, cancellation));
            await ShowAsync(session, cards);
            return Exit.Ok;
        });
        return command;
    }

    private static Command List(Session session)
    {
        var places = new PlaceOptions(session.Texts);
        var command = new Command("list", session.Texts.ModelList) { places.Data };
        command.SetAction(async (parsed, cancellation) =>
        {
            var data = Path.GetFullPath(parsed.GetValue(places.Data)!);
            var cards = new List<ModelCard>();
            foreach (var pin in new ModelPublisher(data, session.Time).Registry().Models)
                cards.Add(await ModelCards.ReadAsync(data, pin.Sha256, cancellation));
            await ShowAsync(session, cards);
            return Exit.Ok;
        });
        return command;
    }

    private static (ProductDocument Product, IReadOnlyList<string> Models) Find(Session session, PolicySet policies, string product, string? model)
    {
        if (!policies.Products.TryGetValue(product, out var document)) throw new CommandException(session.Texts.NoSuchProduct(product, policies.Products.Keys));
        var all = document.Models.Select(m => m.Name).ToList();
        if (model is null) return (document, all);
        return all.Contains(model, StringComparer.Ordinal) ? (document, [model]) : throw new CommandException(session.Texts.NoSuchModel(product, model, all));
    }

    private static Task ShowAsync(Session session, IEnumerable<ModelCard> cards) => Tables.WriteAsync(
        session,
        session.Texts.ModelColumns,
        cards.Select(c => (IReadOnlyList<string>)
        [
            c.Product,
            c.Model,
            c.Algorithm.ToString(),
            c.Auc.ToString("0.000", CultureInfo.InvariantCulture),
            c.Ks.ToString("0.000", CultureInfo.InvariantCulture),
            c.HeldOutSubjects.ToString("N0", CultureInfo.InvariantCulture),
            c.Sha256[..12],
        ]));
}
