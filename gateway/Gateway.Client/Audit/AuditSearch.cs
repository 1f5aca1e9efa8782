using System.Globalization;
using System.Text;

namespace Gateway.Client.Audit;

/// <summary>Which entries are wanted: those for which all that is stated holds.</summary>
public sealed record AuditSearch
{
    /// <summary>Who asked.</summary>
    public string? Consumer { get; init; }

    /// <summary>Under which contract.</summary>
    public string? Contract { get; init; }

    /// <summary>Which product.</summary>
    public string? Product { get; init; }

    /// <summary>What for.</summary>
    public string? Purpose { get; init; }

    /// <summary>What was asked for: <c>scores</c>, <c>aggregates</c>, …</summary>
    public string? Operation { get; init; }

    /// <summary><c>granted</c>, <c>refused</c> or <c>failed</c>.</summary>
    public string? Outcome { get; init; }

    /// <summary>The code of one of the reasons.</summary>
    public string? Reason { get; init; }

    /// <summary>SHA-256 of the model file, hexadecimal.</summary>
    public string? Model { get; init; }

    /// <summary>The name of an event; with it, no request matches.</summary>
    public string? Event { get; init; }

    /// <summary>Not before.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>At least so much privacy charged, in 10⁻⁹ ρ.</summary>
    public long? MinNanoRho { get; init; }

    /// <summary>At most so much, in 10⁻⁹ ρ.</summary>
    public long? MaxNanoRho { get; init; }

    /// <summary>Only entries after this index, the oldest first.</summary>
    public long? After { get; init; }

    /// <summary>Only entries before this index, the newest first.</summary>
    public long? Before { get; init; }

    /// <summary>The most entries of a page: 1 to 1,000.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where nothing matches yet, so many seconds are waited for it: 0 to 30.</summary>
    public int Wait { get; init; }

    internal string ToQuery()
    {
        var query = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"?limit={Limit}"));
        foreach (var (name, value) in new (string, IFormattable?)[]
        {
            ("from", From?.ToUniversalTime().DateTime), ("until", Until?.ToUniversalTime().DateTime), ("minNanoRho", MinNanoRho), ("maxNanoRho", MaxNanoRho), ("after", After), ("before", Before),
            ("wait", Wait == 0 ? null : Wait),
        })
            Add(query, name, value?.ToString(value is DateTime ? "yyyy-MM-dd'T'HH:mm:ss.fff'Z'" : null, CultureInfo.InvariantCulture));
        foreach (var (name, value) in new[]
        {
            ("consumer", Consumer), ("contract", Contract), ("product", Product), ("purpose", Purpose), ("operation", Operation), ("outcome", Outcome), ("reason", Reason), ("model", Model),
            ("event", Event),
        })
            Add(query, name, value);
        return query.ToString();
    }

    private static void Add(StringBuilder query, string name, string? value)
    {
        if (value is not null) query.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }
}
