using System.Collections.Frozen;
using System.Globalization;
using Policies.Costs;

namespace Policies.Decisions;

/// <summary>
/// A stable code of the one table of refusals (<see cref="ReasonTable"/>): HTTP status, and in both languages a title and a sentence
/// that says what to do. Arguments <c>{0}</c>, <c>{1}</c> are limits, names of the contract or times, never values of the data.
/// </summary>
public sealed class ReasonCode
{
    internal ReasonCode(string code, int status, string title, string titleZh, string detail, string detailZh)
    {
        Code = code;
        Status = status;
        Title = title;
        TitleZh = titleZh;
        Detail = detail;
        DetailZh = detailZh;
    }

    /// <summary>The code, kebab-case; never changes once published.</summary>
    public string Code { get; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>A short title in English.</summary>
    public string Title { get; }

    /// <summary>A short title in Chinese.</summary>
    public string TitleZh { get; }

    /// <summary>The sentence in English, a composite format.</summary>
    public string Detail { get; }

    /// <summary>The sentence in Chinese, a composite format.</summary>
    public string DetailZh { get; }

    /// <summary>A reason of this code.</summary>
    public Reason With(params IReadOnlyList<string> arguments) => new(this, arguments);

    /// <inheritdoc/>
    public override string ToString() => Code;
}

/// <summary>One reason of a refusal.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Arguments">What fills its sentence.</param>
public sealed record Reason(ReasonCode Code, IReadOnlyList<string> Arguments)
{
    /// <summary>The sentence, in English or in Chinese.</summary>
    public string Sentence(bool chinese) =>
        string.Format(CultureInfo.InvariantCulture, chinese ? Code.DetailZh : Code.Detail, [.. Arguments]);
}

/// <summary>
/// Why a request gets no answer: a value, never an exception. There is no other. The first reason of the highest precedence
/// (lowest <see cref="ReasonTable.Precedence"/>) decides the status and the problem's <c>code</c>; all of them are told.
/// </summary>
public sealed record Refusal(IReadOnlyList<Reason> Reasons, TimeSpan? RetryAfter = null) : Decision
{
    /// <summary>A refusal for one reason.</summary>
    public Refusal(Reason reason, TimeSpan? retryAfter = null)
        : this([reason], retryAfter)
    {
    }

    /// <summary>The caller's own charges, when a budget of privacy is spent, the latest first; null for other refusals.</summary>
    public IReadOnlyList<SpentEntry>? Spent { get; init; }

    /// <summary>The reason that decides status and code.</summary>
    public Reason Main => Reasons.MinBy(r => ReasonTable.Precedence(r.Code))!;
}

/// <summary>A charge of the caller's own.</summary>
/// <param name="Ledger">Its place in the ledger, as the answer's <c>Privacy-Budget</c> header named it.</param>
/// <param name="Time">When.</param>
/// <param name="Contract">Under which contract.</param>
/// <param name="Cost">How much.</param>
public sealed record SpentEntry(long Ledger, DateTimeOffset Time, string Contract, PrivacyCost Cost);
