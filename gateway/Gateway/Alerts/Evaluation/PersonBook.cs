using System.Buffers.Binary;
using Gateway.Audit;
using Policies.Alerts;

namespace Gateway.Alerts.Evaluation;

/// <summary>
/// Which consumers asked about whom and when, by keyed hash. It holds people in two halves: when the younger is full, the older is forgotten, so that memory is
/// bounded (about 100 bytes a person) and what is remembered follows from the log.
/// </summary>
/// <param name="most">The most people in a half.</param>
internal sealed class PersonBook(int most)
{
    private readonly Dictionary<string, int> _consumers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private Dictionary<UInt128, Sighting[]> _young = [];
    private Dictionary<UInt128, Sighting[]> _old = [];

    /// <summary>Takes the subjects of a request in.</summary>
    /// <returns>How many of them are new to the consumer.</returns>
    public int See(string consumer, ReadOnlySpan<byte> subjects, DateTimeOffset time)
    {
        if (!_consumers.TryGetValue(consumer, out var number))
        {
            _consumers[consumer] = number = _names.Count;
            _names.Add(consumer);
        }

        var day = DayOf(time);
        var strangers = 0;
        for (var at = 0; at < subjects.Length; at += AccessLogReader.SubjectHashSize)
            if (See(new Sighting(number, day), KeyOf(subjects[at..]))) strangers++;
        return strangers;
    }

    /// <summary>The consumers that asked about a person in the last days, by name.</summary>
    public IReadOnlyList<string> ConsumersOf(ReadOnlySpan<byte> subject, DateTimeOffset time, int days) =>
        [.. Find(KeyOf(subject)).Where(s => s.Day > DayOf(time) - days).Select(s => _names[s.Consumer]).Order(StringComparer.Ordinal)];

    /// <summary>At most so many consumers asked about a person: cheaper than to list them.</summary>
    public int MostConsumersOf(ReadOnlySpan<byte> subject) => Find(KeyOf(subject)).Length;

    private bool See(Sighting sighting, UInt128 person)
    {
        var before = Find(person);
        var place = Array.FindIndex(before, s => s.Consumer == sighting.Consumer);
        if (place >= 0 && before[place] == sighting && _young.ContainsKey(person)) return false;
        Remember(person, [.. before.Where(s => s.Consumer != sighting.Consumer && s.Day > sighting.Day - PersonByManyRule.MaxDays), sighting]);
        return place < 0;
    }

    private void Remember(UInt128 person, Sighting[] sightings)
    {
        if (_young.Count >= most && !_young.ContainsKey(person)) (_old, _young) = (_young, []);
        _young[person] = sightings;
    }

    private Sighting[] Find(UInt128 person) => _young.GetValueOrDefault(person) ?? _old.GetValueOrDefault(person) ?? [];

    private static int DayOf(DateTimeOffset time) => (int)(time.ToUnixTimeSeconds() / (24 * 3600));

    // Half of a hash is enough to tell people apart.
    private static UInt128 KeyOf(ReadOnlySpan<byte> subject) => BinaryPrimitives.ReadUInt128BigEndian(subject);

    private readonly record struct Sighting(int Consumer, int Day);
}
