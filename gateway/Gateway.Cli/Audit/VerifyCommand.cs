using System.CommandLine;
using Gateway.Audit.Proofs;
using Gateway.Cli.Audit.Bundles;
using Gateway.Cli.Receipts;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Audit;

/// <summary><c>dpg audit verify</c>: checks a bundle, offline.</summary>
internal static class VerifyCommand
{
    public static Command Create(Session session)
    {
        var texts = session.Texts;
        var file = new Argument<string>("BUNDLE.zip") { Description = texts.AuditBundle };
        var key = new Option<string>("--log-key") { Description = texts.ReceiptLogKey, Required = true, HelpName = "VKEY|FILE" };
        var witnesses = new Option<string[]>("--witness-key") { Description = texts.ReceiptWitnessKey, HelpName = "VKEY|FILE", DefaultValueFactory = _ => [] };
        var needed = new Option<int?>("--needed") { Description = texts.ReceiptNeeded };
        var command = new Command("verify", texts.AuditVerify) { file, key, witnesses, needed };
        command.SetAction(async (parsed, _) =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path)) throw new CommandException(texts.NoSuchFile(path));
            var keys = parsed.GetValue(witnesses)!.Select(k => KeyArgument.Read(k, texts)).ToList();
            var policy = new WitnessPolicy(KeyArgument.Read(parsed.GetValue(key)!, texts), keys, parsed.GetValue(needed) ?? keys.Count);
            return await TellAsync(Check(path, policy), session);
        });
        return command;
    }

    private static BundleReport Check(string path, WitnessPolicy policy)
    {
        using var bundle = new BundleReader(path);
        return new BundleVerifier(bundle, policy).Run();
    }

    private static async Task<int> TellAsync(BundleReport report, Session session)
    {
        var texts = session.Texts;
        foreach (var discrepancy in report.Discrepancies) await session.Error.WriteLineAsync(texts.AuditDiscrepancy(discrepancy));
        foreach (var unknown in report.Unknown) await session.Out.WriteLineAsync(texts.LogUnknown(unknown));
        foreach (var (contract, spent) in report.Spent) await session.Out.WriteLineAsync(texts.AuditSpent(contract, spent));
        foreach (var (contract, month, total) in report.Fees) await session.Out.WriteLineAsync(texts.AuditFees(contract, month, total));
        await (report.Holds ? session.Out : session.Error).WriteLineAsync(report.Holds ? texts.AuditHolds(report) : texts.LogProblems(report.Discrepancies.Count));
        return report.Holds ? Exit.Ok : Exit.Failed;
    }
}
