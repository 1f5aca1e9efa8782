using System.Text.Json;

namespace Gateway.Audit.Entries;

/// <summary>Reads what <see cref="EntryWriter"/> wrote.</summary>
internal static class EntryReader
{
    /// <summary>The entry that these bytes are.</summary>
    /// <exception cref="JsonException">They are no entry, or not canonical.</exception>
    /// <exception cref="InvalidOperationException">A text is not UTF-8.</exception>
    public static LogEntry Read(ReadOnlySpan<byte> bytes)
    {
        var from = new CanonicalReader(bytes);

        // The names stand in the order of RFC 8785, those of both kinds of entries together.
        var ciphertexts = from.Texts("ciphertexts"u8);
        var consumer = from.Shared("consumer"u8);
        var contract = from.Shared("contract"u8);
        var contractSha256 = from.Shared("contractSha256"u8);
        var contractVersion = from.Small("contractVersion"u8);
        var dataVersion = from.Shared("dataVersion"u8);
        var name = from.Text("event"u8);
        var facts = from.Facts("facts"u8);
        var femtoDelta = from.Integer("femtoDelta"u8);
        var femtoDeltaLeft = from.Integer("femtoDeltaLeft"u8);
        var ledgerHash = from.Text("ledgerHash"u8);
        var ledgerSequence = from.Integer("ledgerSequence"u8);
        var model = from.Shared("model"u8);
        var nanoRho = from.Integer("nanoRho"u8);
        var nanoRhoLeft = from.Integer("nanoRhoLeft"u8);
        var operation = from.Shared("operation"u8);
        var outcome = from.Shared("outcome"u8);
        var product = from.Shared("product"u8);
        var purpose = from.Shared("purpose"u8);
        var queryHash = from.Text("queryHash"u8);
        var reasons = from.Texts("reasons"u8);
        var replay = from.Boolean("replay"u8);
        var resultHash = from.Text("resultHash"u8);
        var subjects = from.Small("subjects"u8);
        var subjectsKey = from.Shared("subjectsKey"u8);
        var subjectsRoot = from.Text("subjectsRoot"u8);
        var suppressed = from.Small("suppressed"u8);
        var time = from.Time("time"u8) ?? throw new JsonException();
        var traceId = from.Text("traceId"u8);
        var type = from.Shared("type"u8);
        var workerBoot = from.Shared("workerBoot"u8);
        var workerCounter = from.Integer("workerCounter"u8);
        var workerLink = from.Text("workerLink"u8);
        from.End();

        return type switch
        {
            "access" => new AccessEntry
            {
                Time = time,
                Outcome = Outcome(outcome),
                Consumer = consumer ?? throw new JsonException(),
                Operation = operation ?? throw new JsonException(),
                Product = product,
                Contract = contract,
                ContractVersion = contractVersion,
                ContractSha256 = contractSha256,
                Purpose = purpose,
                Reasons = reasons,
                QueryHash = queryHash,
                Ciphertexts = ciphertexts,
                ResultHash = resultHash,
                Subjects = subjects,
                SubjectsRoot = subjectsRoot,
                SubjectsKey = subjectsKey,
                NanoRho = nanoRho,
                FemtoDelta = femtoDelta,
                NanoRhoLeft = nanoRhoLeft,
                FemtoDeltaLeft = femtoDeltaLeft,
                LedgerSequence = ledgerSequence,
                LedgerHash = ledgerHash,
                Model = model,
                DataVersion = dataVersion,
                WorkerBoot = workerBoot,
                WorkerCounter = workerCounter,
                WorkerLink = workerLink,
                Replay = replay,
                Suppressed = suppressed,
                TraceId = traceId,
            },
            "event" => new EventEntry { Time = time, Event = name ?? throw new JsonException(), Facts = facts },
            _ => throw new JsonException(),
        };
    }

    private static AccessOutcome Outcome(string? text) => text switch
    {
        "granted" => AccessOutcome.Granted,
        "refused" => AccessOutcome.Refused,
        "failed" => AccessOutcome.Failed,
        _ => throw new JsonException(),
    };
}
