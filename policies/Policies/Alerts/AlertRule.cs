using System.Globalization;

namespace Policies.Alerts;

/// <summary>When the regulator is alerted: a rule over the entries of the access log. The kinds are a closed list.</summary>
/// <param name="Name">Its name.</param>
public abstract record AlertRule(string Name)
{
    /// <summary>The kind's word.</summary>
    public abstract string Kind { get; }

    /// <summary>Kind and figures in one line, as the log states the rules in force: equal terms are equal rules.</summary>
    public virtual string Terms => Kind;

    private protected static string Line(FormattableString terms) => terms.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Many requests of one consumer are refused.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Refusals">So many, those that came too fast to be recorded included.</param>
/// <param name="Minutes">Within so many minutes.</param>
public sealed record RefusalBurstRule(string Name, int Refusals, int Minutes) : AlertRule(Name)
{
    internal const string Word = "refusal-burst";

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override string Terms => Line($"{Word} refusals={Refusals} minutes={Minutes}");
}

/// <summary>One consumer asks about ever new people.</summary>
/// <param name="Name">Its name.</param>
/// <param name="NewSubjects">About so many whom it had not asked about under the subject key in use.</param>
/// <param name="Minutes">Within so many minutes.</param>
public sealed record EnumerationRule(string Name, int NewSubjects, int Minutes) : AlertRule(Name)
{
    internal const string Word = "enumeration";

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override string Terms => Line($"{Word} newSubjects={NewSubjects} minutes={Minutes}");
}

/// <summary>Somebody works while nobody is expected to. Hours are of Asia/Shanghai.</summary>
/// <param name="Name">Its name.</param>
/// <param name="FromHour">Work begins, 0 to 23.</param>
/// <param name="ToHour">Work is over, later, up to 24.</param>
public sealed record OutOfHoursRule(string Name, int FromHour, int ToHour) : AlertRule(Name)
{
    internal const string Word = "out-of-hours";

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override string Terms => Line($"{Word} fromHour={FromHour} toHour={ToHour}");
}

/// <summary>A contract has little left of its privacy budget of the month.</summary>
/// <param name="Name">Its name.</param>
/// <param name="LeftPercent">At most so many percent.</param>
public sealed record BudgetLowRule(string Name, int LeftPercent) : AlertRule(Name)
{
    internal const string Word = "budget-low";

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override string Terms => Line($"{Word} leftPercent={LeftPercent}");
}

/// <summary>Many consumers ask about one person.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Consumers">So many.</param>
/// <param name="Days">Within so many days, and under one subject key.</param>
public sealed record PersonByManyRule(string Name, int Consumers, int Days) : AlertRule(Name)
{
    internal const string Word = "person-by-many";

    /// <summary>The longest memory for a person.</summary>
    public const int MaxDays = 31;

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override string Terms => Line($"{Word} consumers={Consumers} days={Days}");
}

/// <summary>The scores of a model are spread otherwise than those of the people it was judged on.</summary>
/// <param name="Name">Its name.</param>
/// <param name="MilliPsi">The population stability index from which on it is told, in thousandths.</param>
public sealed record ScoreDriftRule(string Name, int MilliPsi) : AlertRule(Name)
{
    internal const string Word = "score-drift";

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override string Terms => Line($"{Word} milliPsi={MilliPsi}");
}

/// <summary>Workers run outside their boxes.</summary>
/// <param name="Name">Its name.</param>
public sealed record IsolationOffRule(string Name) : AlertRule(Name)
{
    internal const string Word = "isolation-off";

    /// <inheritdoc/>
    public override string Kind => Word;
}

/// <summary>Too few witnesses cosign the log for too long.</summary>
/// <param name="Name">Its name.</param>
public sealed record WitnessStaleRule(string Name) : AlertRule(Name)
{
    internal const string Word = "witness-stale";

    /// <inheritdoc/>
    public override string Kind => Word;
}
