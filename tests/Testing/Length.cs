namespace Testing;

/// <summary>The long suites have a seeded short form; <c>./test.sh --full</c> runs them at full length.</summary>
public static class Length
{
    /// <summary>True under <c>./test.sh --full</c>.</summary>
    public static bool Full => string.Equals(Environment.GetEnvironmentVariable("TESTS_FULL"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>One count or the other.</summary>
    public static int Of(int shortForm, int full) => Full ? full : shortForm;
}
