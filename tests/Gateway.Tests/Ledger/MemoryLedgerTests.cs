using Gateway.Ledger;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Ledger;

public sealed class MemoryLedgerTests : LedgerSuite
{
    internal override ILedger Open()
    {
        var options = new LedgerOptions();
        options.Contracts["a"] = new LedgerLimit { NanoRho = 10, FemtoDelta = 10 };
        options.Contracts["b"] = new LedgerLimit { NanoRho = 10, FemtoDelta = 10 };
        options.Datasets["d"] = new LedgerLimit { NanoRho = 15, FemtoDelta = 15 };
        return new MemoryLedger(Options.Create(options));
    }
}
