using System.CommandLine;
using Gateway.Audit.Proofs;
using Gateway.Cli.Scores;
using Gateway.Cli.Sessions;
using Gateway.Client;

namespace Gateway.Cli.Receipts;

/// <summary><c>dpg receipt</c>: fetches what proves an answer, and verifies it offline.</summary>
internal static class ReceiptCommand
{
    public const string Ending = ".tlog-proof";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static Command Create(Session session) => new("receipt", session.Texts.Receipt) { Get(session), Verify(session) };

    /// <summary>Asks until a checkpoint covers the entry.</summary>
    /// <exception cref="CommandException">None does for long.</exception>
    public static async Task<byte[]> FetchAsync(GatewayClient client, long index, Session session, CancellationToken cancellation)
    {
        var started = session.Time.GetTimestamp();
        while (true)
        {
            if (await client.GetReceiptProofAsync(index, cancellation) is { } proof) return proof;
            if (session.Time.GetElapsedTime(started) > Patience) throw new CommandException(session.Texts.NoProofYet);
            await Task.Delay(Pause, session.Time, cancellation);
        }
    }

    private static Command Get(Session session)
    {
        var key = new KeyOption(session);
        var answer = new Argument<string>("answer") { Description = session.Texts.ReceiptAnswer };
        var command = new Command("get", session.Texts.ReceiptGet) { answer, key.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetValue(answer)!;
            var receipt = await ReadAsync(path, session, cancellation);
            using var client = key.Open(parsed);
            var proof = await FetchAsync(client, receipt.Index, session, cancellation);
            await File.WriteAllBytesAsync(path + Ending, proof, cancellation);
            await session.Out.WriteLineAsync(path + Ending);
            return Exit.Ok;
        });
        return command;
    }

    private static Command Verify(Session session)
    {
        var texts = session.Texts;
        var answer = new Argument<string>("answer") { Description = texts.ReceiptAnswer };
        var log = new Option<string>("--log-key") { Description = texts.ReceiptLogKey, Required = true, HelpName = "VKEY|FILE" };
        var witnesses = new Option<string[]>("--witness-key") { Description = texts.ReceiptWitnessKey, HelpName = "VKEY|FILE", DefaultValueFactory = _ => [] };
        var needed = new Option<int?>("--needed") { Description = texts.ReceiptNeeded };
        var command = new Command("verify", texts.ReceiptVerify) { answer, log, witnesses, needed };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetValue(answer)!;
            var keys = parsed.GetValue(witnesses)!.Select(k => KeyArgument.Read(k, texts)).ToList();
            var policy = new WitnessPolicy(KeyArgument.Read(parsed.GetValue(log)!, texts), keys, parsed.GetValue(needed) ?? keys.Count);
            var receipt = await ReadAsync(path, session, cancellation);
            if (!File.Exists(path + Ending)) throw new CommandException(texts.NoProofFile(path));
            var bytes = await File.ReadAllBytesAsync(path, cancellation);
            var proof = await File.ReadAllBytesAsync(path + Ending, cancellation);
            var verdict = receipt.ToAnswerReceipt().Verify(bytes, proof, policy);
            await (verdict == ReceiptVerdict.Holds ? session.Out : session.Error).WriteLineAsync(texts.ReceiptSays(verdict, receipt.Index, receipt.Origin, policy.Needed));
            return verdict == ReceiptVerdict.Holds ? Exit.Ok : Exit.Failed;
        });
        return command;
    }

    private static async Task<SavedReceipt> ReadAsync(string answer, Session session, CancellationToken cancellation)
    {
        if (!File.Exists(answer) || !File.Exists(answer + SavedReceipt.Ending)) throw new CommandException(session.Texts.NoReceiptFile(answer));
        return await SavedReceipt.ReadAsync(answer, cancellation) ?? throw new CommandException(session.Texts.NoReceiptFile(answer));
    }
}
