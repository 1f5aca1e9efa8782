using Sandbox.Datasets;
using Sandbox.Protocol.Datasets;

namespace Sandbox.DemoCity;

/// <summary>The demo city as a source: made up in memory, then proved as any other.</summary>
internal static class DemoTable
{
    private const int ReportEvery = 50_000;

    /// <summary>Makes the rows.</summary>
    /// <exception cref="ImportRefusedException">There is no such generator, or the spec asks for what it does not make.</exception>
    public static SourceTable Open(ImportEngine engine, DatasetSpec spec, DemoSource source, ImportProgress progress, CancellationToken cancellation)
    {
        if (source.Residents is < 1 or > DemoResident.MaxResidents)
            throw new ImportRefusedException($"A demo city has 1 to {DemoResident.MaxResidents} residents.");
        progress.Report("generating");
        var generated = source.Generator switch
        {
            "housing-fund" => HousingFundTable.Fill(engine.Connection, new HousingFundGenerator(source.Seed), Indexes(source, DemoResident.HasHousingFund, progress, cancellation)),
            "residence" => ResidenceTable.Fill(engine.Connection, new ResidenceGenerator(source.Seed), Indexes(source, DemoResident.HasResidence, progress, cancellation)),
            _ => throw new ImportRefusedException("There is no such demo generator; there are housing-fund and residence."),
        };
        var names = generated.Columns.Select(c => c.Name).ToList();
        var (positions, undeclared) = SourceNames.Match(spec, names, new Dictionary<string, string>(StringComparer.Ordinal), subject: true, "the demo city");
        progress.Ignoring(undeclared);
        var columns = positions.ToDictionary(p => p.Key, p => new SourceColumn(Sql.Name(p.Key), generated.Columns[p.Value].Form), StringComparer.Ordinal);
        return new SourceTable(generated.From, columns, generated.Rows, row => $"row {row}");
    }

    private static IEnumerable<int> Indexes(DemoSource source, Func<int, bool> held, ImportProgress progress, CancellationToken cancellation)
    {
        for (var index = 0; index < source.Residents; index++)
        {
            if (index % ReportEvery == 0)
            {
                progress.Report("generating", index);
                cancellation.ThrowIfCancellationRequested();
            }
            if (held(index)) yield return index;
        }
    }
}

/// <summary>Rows that a generator has put into the engine.</summary>
internal sealed record GeneratedTable(string From, IReadOnlyList<(string Name, SourceForm Form)> Columns, long Rows);
