using Sandbox.DemoCity;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Tests.DemoCity;

/// <summary>The shipped documents of the demo city, as the sandbox gets them.</summary>
internal static class DemoSpecs
{
    public static DatasetSpec HousingFund { get; } = new(
        "housing-fund",
        "resident_id",
        36,
        [
            new ColumnSpec("month", ColumnType.Date),
            new ColumnSpec("district", ColumnType.Text, Domain: City.Districts, PerSubjectConstant: true),
            new ColumnSpec("employer", ColumnType.Text, PerSubjectConstant: true, Nullable: true),
            new ColumnSpec("birth_year", ColumnType.Integer, Lower: 1930, Upper: 2010, PerSubjectConstant: true),
            new ColumnSpec("monthly_deposit", ColumnType.Decimal, 2, 0, 20_000, Nullable: true),
            new ColumnSpec("withdrawal", ColumnType.Decimal, 2, 0, 500_000),
            new ColumnSpec("loan_balance", ColumnType.Decimal, 2, 0, 5_000_000),
            new ColumnSpec("overdue_days", ColumnType.Integer, Lower: 0, Upper: 365),
            new ColumnSpec("income", ColumnType.Decimal, 2, 0, 1_000_000, PerSubjectConstant: true, Nullable: true),
            new ColumnSpec("loan_amount", ColumnType.Decimal, 2, 0, 5_000_000, PerSubjectConstant: true, Nullable: true),
            new ColumnSpec("defaulted", ColumnType.Integer, Lower: 0, Upper: 1, PerSubjectConstant: true),
        ],
        [
            new FeatureSpec("months", "", FeatureTake.Rows, "history"),
            new FeatureSpec("deposit_mean", "monthly_deposit", FeatureTake.Mean, "deposits"),
            new FeatureSpec("deposit_last", "monthly_deposit", FeatureTake.Last, "deposits", "month"),
            new FeatureSpec("deposit_deviation", "monthly_deposit", FeatureTake.Deviation, "deposits"),
            new FeatureSpec("income", "income", FeatureTake.Value, "income"),
        ],
        "defaulted");

    public static DatasetSpec Residence { get; } = new(
        "residence",
        "resident_id",
        1,
        [
            new ColumnSpec("district", ColumnType.Text, Domain: City.Districts),
            new ColumnSpec("housing_type", ColumnType.Text, Domain: ResidenceGenerator.HousingTypes),
            new ColumnSpec("residence_years", ColumnType.Integer, Lower: 0, Upper: 100, Nullable: true),
            new ColumnSpec("address_changes", ColumnType.Integer, Lower: 0, Upper: 30),
            new ColumnSpec("age", ColumnType.Integer, Lower: 0, Upper: 120),
            new ColumnSpec("electricity_kwh", ColumnType.Decimal, 1, 0, 5000, Nullable: true),
            new ColumnSpec("water_m3", ColumnType.Decimal, 1, 0, 500, Nullable: true),
            new ColumnSpec("gas_m3", ColumnType.Decimal, 1, 0, 500, Nullable: true),
            new ColumnSpec("utility_arrears", ColumnType.Integer, Lower: 0, Upper: 12),
            new ColumnSpec("broadband", ColumnType.Boolean),
            new ColumnSpec("defaulted", ColumnType.Integer, Lower: 0, Upper: 1),
        ],
        [new FeatureSpec("housing_type", "housing_type", FeatureTake.Category, "residence"), new FeatureSpec("broadband", "broadband", FeatureTake.Value, "utilities")],
        "defaulted");
}
