using System.CommandLine;
using Gateway.Cli.Scores.Batch;
using Gateway.Cli.Sessions;
using Gateway.Client.Encryption;
using Sandbox.Encryption;

namespace Gateway.Cli.Encrypted;

/// <summary><c>dpg encrypted-score</c>: a CSV file of people into a CSV file of scores; their features leave this machine as ciphertexts only.</summary>
internal static class EncryptedScoreCommand
{
    private static readonly TimeSpan KeyAge = TimeSpan.FromDays(30);

    public static Command Create(Session session)
    {
        var texts = session.Texts;
        var key = new KeyOption(session);
        var product = new Argument<string>("PRODUCT") { Description = texts.ScoreProduct };
        var purpose = new Option<string>("--purpose") { Description = texts.ScorePurpose, Required = true, HelpName = "PURPOSE" };
        var input = new Option<string>("--in") { Description = texts.ScoreIn, Required = true, HelpName = "CSV" };
        var output = new Option<string>("--out") { Description = texts.ScoreOut, Required = true, HelpName = "CSV" };
        var secret = new Option<string?>("--secret") { Description = texts.EncryptedSecret, HelpName = "FILE" };
        var command = new Command("encrypted-score", texts.EncryptedScore) { product, purpose, input, output, secret, key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = key.Open(parsed);
            var outputPath = Path.GetFullPath(parsed.GetValue(output)!);
            var request = new BatchRequest(
                parsed.GetValue(product)!, parsed.GetValue(purpose)!, null, null, null, Path.GetFullPath(parsed.GetValue(input)!), outputPath, int.MaxValue, 2);
            var file = new SecretKeyFile(parsed.GetValue(secret) ?? SecretPath(session, key, parsed), session.Time);
            var seal = SealClient.Start();
            // While a run is under way its questions are under its key.
            using var opened = File.Exists(request.Journal) ? file.Open() : file.OpenOrCreate(seal, KeyAge);
            await EncryptedFileScoring.RunAsync(session, new EncryptedScorer(client, seal), opened, request, cancellation);
            return Exit.Ok;
        });
        return command;
    }

    // Beside what dpg remembers of the client, one for each client.
    private static string SecretPath(Session session, KeyOption key, ParseResult parsed) =>
        Path.Combine(RememberedKey.Folder(session.Environment), $"{key.Find(parsed).ClientId}.encryption-key");
}
