using System.Globalization;

namespace Sandbox.Protocol.Datasets;

/// <summary>
/// Who lives in the demo city: resident number <c>index</c>, from 0, of the city of a seed. Ids have the form of GB 11643-1999 with a correct check character, but an
/// area code (99…) that is assigned to no place, so that none can be a real person's:
/// <c>99 | index / 1000, four digits | birth date yyyyMMdd | index % 1000, three digits | check character</c>.
/// </summary>
public static class DemoResident
{
    /// <summary>The most residents that a city has.</summary>
    public const int MaxResidents = 10_000_000;

    private const string CheckCharacters = "10X98765432";

    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>The resident's id, canonical.</summary>
    public static string Id(ulong seed, int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, MaxResidents);
        var body = string.Create(CultureInfo.InvariantCulture, $"99{index / 1000:D4}{BirthDate(seed, index):yyyyMMdd}{index % 1000:D3}");
        return body + CheckCharacter(body);
    }

    /// <summary>The resident's birthday, 1945 to 2005, most often around 1975.</summary>
    public static DateOnly BirthDate(ulong seed, int index)
    {
        var bits = Mix(seed ^ Mix((ulong)index));
        var year = 1945 + (int)(bits % 31) + (int)((bits >> 16) % 31);
        return new DateOnly(year, 1, 1).AddDays((int)((bits >> 32) % 365));
    }

    /// <summary>Nine in ten pay into the housing fund: all but every tenth, counted from resident 9.</summary>
    public static bool HasHousingFund(int index) => index % 10 != 9;

    /// <summary>Nineteen in twenty are registered with a residence: all but every twentieth, counted from resident 4.</summary>
    public static bool HasResidence(int index) => index % 20 != 4;

    /// <summary>The check character of the first 17 digits (ISO 7064, MOD 11-2).</summary>
    public static char CheckCharacter(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++) sum += Weights[i] * (digits[i] - '0');
        return CheckCharacters[sum % 11];
    }

    // The finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
