using System.ComponentModel.DataAnnotations;
using Gateway.Audit.Subjects;

namespace Gateway.Audit;

/// <summary>Section <c>Log</c>.</summary>
public sealed class AccessLogOptions
{
    /// <summary>The log's folder, which this process alone writes; relative to <c>Gateway:State</c>.</summary>
    [Required]
    public string Folder { get; set; } = "log";

    /// <summary>The log's name, as it stands in receipts. It never changes over a log's life.</summary>
    [Required]
    [RegularExpression("^[a-z0-9][a-z0-9./-]{0,127}$", ErrorMessage = "The origin is a name of a-z, 0-9, '.', '/' and '-'.")]
    public string Origin { get; set; } = "gateway.local";

    /// <summary>
    /// The key that subject keys are sealed to, as <c>dpg audit key</c> prints it. Null: nothing is sealed, one key is used for good, and nobody but the
    /// gateway can say whose data was asked for.
    /// </summary>
    public string? RegulatorKey { get; set; }

    /// <summary>How long one subject key is used.</summary>
    [EnumDataType(typeof(SubjectPeriod))]
    public SubjectPeriod SubjectPeriod { get; set; } = SubjectPeriod.Month;

    /// <summary>
    /// How old an entry grows before it goes to the archive, and how long after its period a sealed subject key is kept. Three years; whatever goes to the archive stays
    /// readable and provable.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "36525.00:00:00")]
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(1096);

    /// <summary>The size of a write-ahead segment, in bytes. There are two to four of them; a group that is larger has one of its own.</summary>
    [Range(64L << 10, 1L << 30)]
    public long SegmentSize { get; set; } = 64L << 20;

    /// <summary>How often tiles and checkpoint follow the entries.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:01")]
    public TimeSpan CheckpointEvery { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a group waits for more entries. Zero: it takes what came in while the group before was written.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:01")]
    public TimeSpan MaxGroupWait { get; set; }

    /// <summary>How long the log waits after a failed write before it tries the disk again; appends fail meanwhile.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);
}
