namespace Sandbox.DemoCity;

/// <summary>A person's housing-fund account. Money is in cents.</summary>
internal sealed record HousingFundResident(
    string Id, int District, int? Employer, int BirthYear, long? Income, long? Loan, IReadOnlyList<HousingFundMonth> Months, double LogOdds, bool Defaulted);

/// <summary>A month of an account; the first is number 0.</summary>
internal readonly record struct HousingFundMonth(int Number, long? Deposit, long Withdrawal, long Balance, int OverdueDays);
