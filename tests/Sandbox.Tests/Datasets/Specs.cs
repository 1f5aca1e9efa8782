using Sandbox.Protocol.Datasets;

namespace Sandbox.Tests.Datasets;

internal static class Specs
{
    /// <summary>id,day,amount,visits,place,ok: one row a person, every type once.</summary>
    public static DatasetSpec Simple { get; } = new(
        "simple",
        "id",
        1,
        [
            new ColumnSpec("day", ColumnType.Date),
            new ColumnSpec("amount", ColumnType.Decimal, Scale: 2, Lower: 0, Upper: 1000),
            new ColumnSpec("visits", ColumnType.Integer, Lower: -5, Upper: 5, Nullable: true),
            new ColumnSpec("place", ColumnType.Text, Domain: ["north", "south"]),
            new ColumnSpec("ok", ColumnType.Boolean),
        ],
        [],
        null);

    /// <summary>id,month,home,paid,bad: up to three rows a person.</summary>
    public static DatasetSpec Monthly { get; } = new(
        "monthly",
        "id",
        3,
        [
            new ColumnSpec("month", ColumnType.Date),
            new ColumnSpec("home", ColumnType.Text, Domain: ["east", "west"], PerSubjectConstant: true, Nullable: true),
            new ColumnSpec("paid", ColumnType.Decimal, Scale: 2, Lower: 0, Upper: 100, Nullable: true),
            new ColumnSpec("bad", ColumnType.Integer, PerSubjectConstant: true),
        ],
        [
            new FeatureSpec("rows", "", FeatureTake.Rows, "g"),
            new FeatureSpec("home", "home", FeatureTake.Category, "g"),
            new FeatureSpec("bad", "bad", FeatureTake.Value, "g"),
            new FeatureSpec("mean", "paid", FeatureTake.Mean, "g"),
            new FeatureSpec("min", "paid", FeatureTake.Min, "g"),
            new FeatureSpec("max", "paid", FeatureTake.Max, "g"),
            new FeatureSpec("sum", "paid", FeatureTake.Sum, "g"),
            new FeatureSpec("deviation", "paid", FeatureTake.Deviation, "g"),
            new FeatureSpec("last", "paid", FeatureTake.Last, "g", "month"),
            new FeatureSpec("missing", "paid", FeatureTake.Missing, "g"),
            new FeatureSpec("first_month", "month", FeatureTake.Min, "g"),
        ],
        "bad");
}
