using Sandbox.Protocol.Datasets;
using Testing.Seeds;

namespace Sandbox.Tests.Aggregates;

/// <summary>A row of the little dataset that aggregates are tried on. Amounts are on the lattice of two digits.</summary>
internal sealed record TestRow(string Subject, int Rank, string Home, string? Shop, DateOnly Day, long? Amount, long Visits, bool Ok)
{
    public const int MaxRows = 5;

    public static DatasetSpec Spec { get; } = new(
        "tiny",
        "id",
        MaxRows,
        [
            new ColumnSpec("home", ColumnType.Text, Domain: ["东", "west", "O'Hare"], PerSubjectConstant: true),
            new ColumnSpec("shop", ColumnType.Text, Nullable: true),
            new ColumnSpec("day", ColumnType.Date),
            new ColumnSpec("amount", ColumnType.Decimal, Scale: 2, Lower: -500, Upper: 1000, Nullable: true),
            new ColumnSpec("visits", ColumnType.Integer, Lower: 0, Upper: 50),
            new ColumnSpec("ok", ColumnType.Boolean, PerSubjectConstant: true),
        ],
        [],
        null);

    /// <summary>One person's rows, ranked; some values lie outside of the declared bounds, which no import lets through.</summary>
    public static IReadOnlyList<TestRow> Person(string id, Seeded seeded)
    {
        var (home, ok) = (seeded.Pick(Spec.Columns[0].Domain!), seeded.OneIn(2));
        return [.. Enumerable.Range(1, 1 + seeded.Next(MaxRows)).Select(rank => new TestRow(
            id, rank, home, seeded.OneIn(4) ? null : $"s{seeded.Next(5)}", new DateOnly(2025, 1 + seeded.Next(3), 1 + seeded.Next(28)),
            seeded.OneIn(5) ? null : seeded.OneIn(9) ? seeded.Next(2_000_000) - 1_000_000 : seeded.Next(150_000) - 50_000, seeded.Next(60), ok))];
    }

    /// <summary>Some people's rows, in no order.</summary>
    public static List<TestRow> People(int count, Seeded seeded) =>
        [.. Enumerable.Range(0, count).SelectMany(i => Person($"P{i}", seeded)).OrderBy(_ => seeded.NextBits())];
}
