using System.Collections.Immutable;
using Sandbox.Protocol.Datasets;

namespace Sandbox.DemoCity;

/// <summary>
/// Makes up residence records: who rents moves more, has fewer years at the address and more months in arrears. Default is drawn from a
/// logistic model of the record alone, as in <see cref="HousingFundGenerator"/>.
/// </summary>
internal sealed class ResidenceGenerator(ulong seed)
{
    private const int Today = 2026;
    private const ulong Stream = 2;

    /// <summary>The kinds of housing.</summary>
    public static ImmutableArray<string> HousingTypes { get; } = ["自有", "租赁", "集体宿舍", "与家人同住"];

    /// <summary>The record of a resident.</summary>
    public ResidenceResident Resident(int index)
    {
        var random = new DemoRandom(seed, Stream, index);
        var age = Today - DemoResident.BirthDate(seed, index).Year;
        var district = City.District(ref random);
        var housing = Housing(ref random, age);
        var settled = housing is 0 or 3;
        var trouble = random.Normal();

        var years = Math.Min(age, (int)(DemoMath.Exp((settled ? 2.2 : 0.7) + (0.6 * random.Normal()))));
        var changes = Math.Min(30, (int)(DemoMath.Exp((settled ? 0.1 : 0.9) + (0.5 * random.Normal()))));
        var people = 1 + random.Below(settled ? 4 : 2);
        var electricity = Use(ref random, 85.0 * people, 0.35, 5000, missing: 0.03);
        var water = Use(ref random, 3.4 * people, 0.30, 500, missing: 0.05);
        var gas = Use(ref random, 9.0 * people, 0.45, 500, missing: housing == 2 ? 0.9 : 0.12);
        var arrears = 0;
        for (var month = 0; month < 12; month++)
            if (random.Chance(0.02 + (0.06 * Math.Max(0, trouble)))) arrears++;
        var broadband = random.Chance(housing == 2 ? 0.25 : 0.82 - (0.06 * trouble));

        var logOdds = -2.60
            + (0.75 * Math.Min(arrears, 5))
            + (housing == 1 ? 0.50 : housing == 2 ? 0.85 : 0)
            + (0.19 * Math.Min(changes, 8))
            - (0.055 * Math.Min(years, 20))
            - (0.026 * (age - 45))
            - (broadband ? 0.55 : 0);
        return new ResidenceResident(
            DemoResident.Id(seed, index), district, housing, random.Chance(0.05) ? null : years, changes, age, electricity, water, gas, arrears, broadband,
            logOdds, random.Chance(DemoMath.Logistic(logOdds)));
    }

    private static int Housing(ref DemoRandom random, int age)
    {
        var at = random.Uniform();
        var own = Math.Clamp((age - 18) / 50.0, 0.15, 0.72);
        return at < own ? 0 : at < own + ((1 - own) * 0.60) ? 1 : at < own + ((1 - own) * 0.72) ? 2 : 3;
    }

    private static long? Use(ref DemoRandom random, double typical, double spread, int most, double missing)
    {
        var tenths = (long)(Math.Min(typical * DemoMath.Exp(spread * random.Normal()), most) * 10);
        return random.Chance(missing) ? null : tenths;
    }
}
