using Gateway.Audit;
using Gateway.Audit.Notes;
using Testing.Faults;

namespace Gateway.Tests.Cli;

/// <summary>Bundles that somebody changed, and bundles of logs whose operator wrote, signed and exported what is not so.</summary>
public sealed class BundleTests : IDisposable
{
    private readonly BundleBed _bed = new();

    public void Dispose() => _bed.Dispose();

    [Fact]
    public async Task Bundle_AsExported_Holds()
    {
        await _bed.WriteAsync(_bed.Entries());
        var report = _bed.Verify();
        report.Discrepancies.ShouldBeEmpty();
        report.Unknown.ShouldBeEmpty();
        report.Holds.ShouldBeTrue();
        (report.Entries, report.Completeness!.Jobs, report.Completeness.Charges).ShouldBe((24, 20, 10));
        report.Spent["c"].NanoRho.ShouldBe(10_000_000);
        report.Fees.ShouldHaveSingleItem().Total.Fen.ShouldBe((10 * 2 * 30) + (10 * 500));
    }

    [Theory]
    [InlineData("entry edited", "entry", 3)]
    [InlineData("entries cut", "entry", null)]
    [InlineData("hash tile changed", "checkpoint", 0)]
    [InlineData("hash tile removed", "tile", 0)]
    [InlineData("a person exchanged", "subjects", 2)]
    [InlineData("people removed", "subjects", 0)]
    [InlineData("checkpoint edited", "checkpoint", null)]
    [InlineData("checkpoint of another log", "checkpoint", null)]
    [InlineData("contract edited", "contract", 2)]
    [InlineData("contract removed", "contract", 2)]
    [InlineData("bill raised", "bill", 22)]
    [InlineData("bill cannot be read", "bundle", null)]
    [InlineData("manifest removed", "bundle", null)]
    [InlineData("manifest of less", "checkpoint", null)]
    public async Task Bundle_Changed_SaysWhat(string what, string name, int? index)
    {
        await _bed.WriteAsync(_bed.Entries());
        NoteKey? key = null;
        switch (what)
        {
            case "entry edited": _bed.Change("tile/entries", "\"traceId\":\"job 2\"", "\"traceId\":\"job 9\""); break;
            case "entries cut": _bed.Change("tile/entries", bytes => bytes[..^900]); break;
            case "hash tile changed":
                _bed.Change("tile/0", bytes =>
                {
                    bytes[40] ^= 1;
                    return bytes;
                });
                break;
            case "hash tile removed": _bed.Change("tile/0", _ => null); break;
            case "a person exchanged":
                _bed.Change("subjects/", bytes =>
                {
                    // Three numbers of subjects, of which the first two are 0, stand before the first hash.
                    bytes[14] ^= 1;
                    return bytes;
                });
                break;
            case "people removed": _bed.Change("subjects/", _ => null); break;
            case "checkpoint edited": _bed.Change("checkpoint", "\n24\n", "\n23\n"); break;
            case "checkpoint of another log":
                using (var other = new NoteSigner(TestLog.Origin, NoteKeyKind.Log, new byte[32])) key = other.VerifierKey;
                break;
            case "contract edited": _bed.Change("contracts/", "\"fen\":30", "\"fen\":31"); break;
            case "contract removed": _bed.Change("contracts/", _ => null); break;
            case "bill raised": _bed.Change("usage/", "\"fen\":600", "\"fen\":601"); break;
            case "bill cannot be read": _bed.Change("usage/", "{", "["); break;
            case "manifest removed": _bed.Change("manifest", _ => null); break;
            default: _bed.Change("manifest", "\"size\":24", "\"size\":23"); break;
        }

        var report = _bed.Verify(key);
        report.Holds.ShouldBeFalse();
        report.Discrepancies.ShouldContain(d => d.Name == name && (index == null || d.Index == index), string.Join('\n', report.Discrepancies));
    }

    [Theory]
    [InlineData("job left out", "job-missing", null)]
    [InlineData("result exchanged", "job-altered", 4)]
    [InlineData("job named twice", "job-invented", 24)]
    [InlineData("start left out", "worker-missing", null)]
    [InlineData("charge left out", "charge-missing", null)]
    [InlineData("charge of another ledger", "charge-altered", 24)]
    [InlineData("too many people", "decision", 2)]
    [InlineData("other purpose", "decision", 2)]
    [InlineData("after its last day", "decision", 2)]
    [InlineData("other consumer", "decision", 2)]
    [InlineData("refused for nothing", "decision", 22)]
    [InlineData("while suspended", "not-in-force", 12)]
    [InlineData("balance not carried on", "privacy", 5)]
    [InlineData("beyond the budget", "privacy", 13)]
    public async Task Log_ThatIsNotSo_IsFoundOutFromItsBundle(string what, string name, int? index)
    {
        var entries = _bed.Entries();
        switch (what)
        {
            case "job left out": entries.RemoveAt(4); break;
            case "result exchanged": entries[4] = Access(4) with { ResultHash = Access(6).ResultHash }; break;
            case "job named twice": entries.Add(Access(4)); break;
            case "start left out": entries.RemoveAt(1); break;
            case "charge left out": entries.RemoveAt(5); break;
            case "charge of another ledger": entries.Add(Access(5) with { LedgerHash = "other", Replay = true }); break;
            case "too many people": entries[2] = Access(2) with { Subjects = 11 }; break;
            case "other purpose": entries[2] = Access(2) with { Purpose = "marketing" }; break;
            case "after its last day": entries[2] = Access(2) with { Time = new DateTimeOffset(2027, 1, 2, 0, 0, 0, TimeSpan.Zero) }; break;
            case "other consumer": entries[2] = Access(2) with { Consumer = "bank-icb" }; break;
            case "refused for nothing": entries[22] = BundleBed.Refused(2, "batch-too-large"); break;
            case "while suspended": entries.InsertRange(11, [BundleBed.Step("suspended", "suspended")]); break;
            case "balance not carried on": entries[5] = Access(5) with { NanoRhoLeft = Access(3).NanoRhoLeft }; break;
            default: entries[13] = Access(13) with { NanoRho = 200_000_000, NanoRhoLeft = 0 }; break;
        }

        if (what == "while suspended")
        {
            // Long enough after it that the request cannot have been under way.
            for (var i = 12; i < entries.Count; i++) entries[i] = entries[i] is AccessEntry a ? a with { Time = a.Time.AddHours(1) } : entries[i];
        }

        await _bed.WriteAsync(entries);
        var report = _bed.Verify();
        report.Holds.ShouldBeFalse();
        report.Discrepancies.ShouldContain(d => d.Name == name && (index == null || d.Index == index), string.Join('\n', report.Discrepancies));

        AccessEntry Access(int at) => (AccessEntry)entries[at];
    }

    [Fact]
    public async Task Bundle_OfTheLaterPart_GoesBackForWhatItNeeds()
    {
        var entries = _bed.Entries(requests: 180);
        entries.InsertRange(2, Enumerable.Range(0, 700).Select(i => (LogEntry)TestLog.Entry($"other {i}")));
        await _bed.WriteAsync(entries, 3, 0);
        var report = _bed.Verify();
        report.Discrepancies.ShouldBeEmpty();
        report.Unknown.ShouldBeEmpty();
        report.Entries.ShouldBe(entries.Count - (3 * 256));

        await _bed.WriteAsync(entries, 3);
        _bed.Verify().Unknown.ShouldNotBeEmpty("without the worker's start and the contract's step");
    }
}
