using System.CommandLine;
using Gateway.Audit;
using Gateway.Audit.Completeness;
using Gateway.Audit.Notes;
using Gateway.Audit.Proofs;
using Gateway.Cli.Receipts;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Logs;

/// <summary><c>dpg log verify</c>: reads a whole log, offline, and tells of everything that is not as it was written, or is missing.</summary>
internal static class LogCommand
{
    private const string Cosigned = "checkpoint.cosigned";

    public static Command Create(Session session) => new("log", session.Texts.Log) { Verify(session) };

    private static Command Verify(Session session)
    {
        var texts = session.Texts;
        var folder = new Argument<string>("FOLDER") { Description = texts.LogFolder };
        var key = new Option<string>("--key") { Description = texts.ReceiptLogKey, Required = true, HelpName = "VKEY|FILE" };
        var witnesses = new Option<string[]>("--witness-key") { Description = texts.ReceiptWitnessKey, HelpName = "VKEY|FILE", DefaultValueFactory = _ => [] };
        var needed = new Option<int?>("--needed") { Description = texts.ReceiptNeeded };
        var earlier = new Option<string[]>("--earlier") { Description = texts.LogEarlier, HelpName = "FILE", DefaultValueFactory = _ => [] };
        var command = new Command("verify", texts.LogVerify) { folder, key, witnesses, needed, earlier };
        command.SetAction(async (parsed, cancellation) =>
        {
            var log = parsed.GetValue(folder)!;
            if (!Directory.Exists(log)) throw new CommandException(texts.NoSuchLog(log));
            var keys = parsed.GetValue(witnesses)!.Select(k => KeyArgument.Read(k, texts)).ToList();
            var policy = new WitnessPolicy(KeyArgument.Read(parsed.GetValue(key)!, texts), keys, parsed.GetValue(needed) ?? keys.Count);
            var kept = parsed.GetValue(earlier)!.Select(f => Kept(f, policy, session)).ToList();
            if (policy.Needed > 0) kept.Add(Witnessed(Path.Combine(log, Cosigned), policy, session));
            return await RunAsync(log, policy, kept, session, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(string folder, WitnessPolicy policy, IReadOnlyList<Checkpoint> kept, Session session, CancellationToken cancellation)
    {
        var texts = session.Texts;
        var verified = AccessLogVerifier.Verify(folder, policy.Log, kept, cancellation);
        foreach (var problem in verified.Problems) await session.Error.WriteLineAsync(texts.LogProblem(problem.Index, $"{problem.File} {problem.Message}"));
        if (!verified.IsValid)
        {
            await session.Error.WriteLineAsync(texts.LogProblems(verified.Problems.Count));
            return Exit.Failed;
        }

        await session.Out.WriteLineAsync(texts.LogHolds(verified.Origin!, verified.Size, verified.Waiting, kept.Count));
        var check = new CompletenessCheck();
        await foreach (var record in AccessLogReader.ReadAsync(folder, 0, cancellation)) check.Add(record);
        var complete = check.Finish();
        foreach (var finding in complete.Findings)
            await (finding.IsProblem ? session.Error : session.Out).WriteLineAsync(finding.IsProblem ? texts.LogProblem(finding.Index, finding.Message) : texts.LogUnknown(finding.Message));
        await (complete.Holds ? session.Out : session.Error).WriteLineAsync(
            complete.Holds ? texts.LogComplete(complete.Workers, complete.Jobs, complete.Charges) : texts.LogProblems(complete.Findings.Count(f => f.IsProblem)));
        return complete.Holds ? Exit.Ok : Exit.Failed;
    }

    private static Checkpoint Kept(string file, WitnessPolicy policy, Session session) =>
        File.Exists(file) && Checkpoint.Open(File.ReadAllBytes(file), policy.Log) is { } opened ? opened.Checkpoint : throw new CommandException(session.Texts.NoCheckpoint(file));

    private static Checkpoint Witnessed(string file, WitnessPolicy policy, Session session) =>
        File.Exists(file) && Checkpoint.Open(File.ReadAllBytes(file), policy.Log) is { } opened && policy.Count(opened.Note) >= policy.Needed
            ? opened.Checkpoint
            : throw new CommandException(session.Texts.NotCosigned(file, policy.Needed));
}
