using Sandbox.Protocol.Datasets;

namespace Sandbox.DemoCity;

/// <summary>
/// Makes up housing-fund accounts: 1 to 36 months up to the present, deposits that follow pay (raised each July, with months missed by who is in trouble),
/// withdrawals that peak before the Spring Festival and at the start of term, loans that are paid off, and overdue days.
/// Whether someone defaults is drawn from a logistic model of what the rows show, and of nothing else, so that the best
/// possible AUC is that of <see cref="HousingFundResident.LogOdds"/>.
/// </summary>
internal sealed class HousingFundGenerator(ulong seed)
{
    /// <summary>The first month there is.</summary>
    public static readonly DateOnly FirstMonth = new(2023, 7, 1);

    private const int Months = 36;
    private const ulong Stream = 1;

    /// <summary>The account of a resident.</summary>
    public HousingFundResident Resident(int index)
    {
        var random = new DemoRandom(seed, Stream, index);
        var birth = DemoResident.BirthDate(seed, index).Year;
        var district = City.District(ref random);
        int? employer = random.Chance(0.06) ? null : City.Employer(ref random);
        var trouble = random.Normal();

        // The largest employers pay more; pay peaks in the middle forties.
        var wage = random.Normal();
        var distance = (birth - 1979) / 20.0;
        var income = DemoMath.Exp(11.15 + (0.42 * wage) + (employer is < 40 ? 0.22 : 0) - (0.18 * distance * distance));
        var loan = random.Chance(0.38) ? income * (2 + (4 * random.Uniform())) : 0;
        var months = History(ref random, income, loan, trouble);
        var logOdds = LogOdds(months, wage, income, loan, birth);
        var knownIncome = random.Chance(0.04) ? (long?)null : DemoMath.Cents(income, 1_000_000);
        return new HousingFundResident(
            DemoResident.Id(seed, index), district, employer, birth, knownIncome, loan > 0 ? DemoMath.Cents(loan, 5_000_000) : null,
            months, logOdds, random.Chance(DemoMath.Logistic(logOdds)));
    }

    private static HousingFundMonth[] History(ref DemoRandom random, double income, double loan, double trouble)
    {
        var count = random.Chance(0.55) ? Months : 1 + random.Below(Months);
        var rate = (10 + random.Below(15)) / 100.0;
        var term = 60 + random.Below(240);
        var paid = random.Below(term);
        var monthly = income / 12 * rate;
        var (missed, late) = (0.015 + (0.03 * Positive(trouble)), 0.004 + (0.035 * Positive(trouble)));
        var months = new HousingFundMonth[count];
        for (var i = 0; i < count; i++)
        {
            var number = Months - count + i;
            var calendar = ((FirstMonth.Month - 1 + number) % 12) + 1;
            if (calendar == 7 && i > 0) monthly *= 1.01 + (0.05 * random.Uniform());
            var deposit = random.Chance(missed) ? (long?)null : DemoMath.Cents(monthly * (0.98 + (0.04 * random.Uniform())), 20_000);
            var season = calendar is 1 or 2 or 9 ? 2.0 : 1.0;
            var withdrawal = random.Chance(season * (0.012 + (0.008 * Positive(trouble)))) ? DemoMath.Cents(monthly * (3 + (20 * random.Uniform())), 500_000) : 0;
            var balance = loan <= 0 ? 0 : DemoMath.Cents(loan * Math.Max(0, term - paid - i) / term, 5_000_000);
            var overdue = balance > 0 && random.Chance(late) ? 1 + random.Below(30) + (random.Chance(0.25) ? random.Below(90) : 0) : 0;
            months[i] = new HousingFundMonth(number, deposit, withdrawal, balance, overdue);
        }
        return months;
    }

    private static double LogOdds(HousingFundMonth[] months, double wage, double income, double loan, int birth)
    {
        var missed = (double)months.Count(m => m.Deposit is null) / months.Length;
        var withdrawals = (double)months.Count(m => m.Withdrawal > 0) / months.Length;
        var worst = months.Max(m => m.OverdueDays);
        return -3.40
            - (0.88 * wage)
            + (6.0 * Math.Min(missed, 0.25))
            + (5.0 * Math.Min(withdrawals, 0.2))
            + (worst > 0 ? 0.8 : 0) + (worst > 30 ? 0.9 : 0)
            + (0.12 * loan / income)
            + (months.Length < 12 ? 0.5 : 0)
            + (birth > 1990 ? 0.4 : 0);
    }

    private static double Positive(double trouble) => Math.Max(0, trouble);
}
