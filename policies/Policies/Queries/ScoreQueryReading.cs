using System.Globalization;
using System.Text.Json;
using Policies.Yaml;
using Sandbox.Protocol;
using Sandbox.Protocol.Jobs;

namespace Policies.Queries;

/// <summary>
/// One reading of one query. Each method leaves the reader on the last token of what it read; the first problem ends the reading, and where
/// the reading stands is then where the problem is.
/// </summary>
internal ref struct ScoreQueryReading
{
    [Flags]
    private enum Members
    {
        None = 0,
        Purpose = 1,
        Subjects = 2,
        Precision = 4,
        Reasons = 8,
        UnknownSubjects = 16,
        Id = 32,
        Features = 64,
    }

    private readonly List<SubjectId> _subjects = [];
    private readonly HashSet<SubjectId> _distinct = [];
    private readonly FeatureColumns _features = new();
    private Utf8JsonReader _reader;
    private string? _purpose;
    private int? _precision;
    private int? _reasons;
    private UnknownSubjects? _unknownSubjects;

    // Where the reading stands: a member of the object, and within subjects the index, a member and a feature.
    private string? _member;
    private int _index = -1;
    private string? _subjectMember;
    private string? _feature;

    public ScoreQueryReading(Utf8JsonReader reader) => _reader = reader;

    /// <summary>What is wrong, once <see cref="Read"/> has returned null.</summary>
    public QueryProblem? Problem { get; private set; }

    /// <summary>Where, as a JSON path. Only names of our own and well-formed feature names are in it.</summary>
    public readonly string Path
    {
        get
        {
            var path = _member is null ? "$" : $"$.{_member}";
            if (_index >= 0) path = string.Create(CultureInfo.InvariantCulture, $"{path}[{_index}]");
            if (_subjectMember is not null) path = $"{path}.{_subjectMember}";
            return _feature is null ? path : $"{path}.{_feature}";
        }
    }

    public ScoreQuery? Read()
    {
        _reader.Read();
        if (!ReadObject()) return null;

        // The reader allows no second value: anything but white space throws here.
        _reader.Read();
        var (features, incomplete) = _features.Close(_subjects.Count);
        return new ScoreQuery(_purpose!, _subjects, features, incomplete, _precision, _reasons, _unknownSubjects);
    }

    private bool ReadObject()
    {
        if (_reader.TokenType != JsonTokenType.StartObject) return Fail(QueryProblem.WantsObject);
        var seen = Members.None;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!ReadMember(ref seen)) return false;
            _member = null;
        }

        if (!seen.HasFlag(Members.Purpose)) return Fail(QueryProblem.MissingPurpose);
        return seen.HasFlag(Members.Subjects) || Fail(QueryProblem.MissingSubjects);
    }

    private bool ReadMember(ref Members seen)
    {
        var member = Members.None;
        if (_reader.ValueTextEquals("purpose"u8)) (member, _member) = (Members.Purpose, "purpose");
        else if (_reader.ValueTextEquals("subjects"u8)) (member, _member) = (Members.Subjects, "subjects");
        else if (_reader.ValueTextEquals("precision"u8)) (member, _member) = (Members.Precision, "precision");
        else if (_reader.ValueTextEquals("reasons"u8)) (member, _member) = (Members.Reasons, "reasons");
        else if (_reader.ValueTextEquals("unknownSubjects"u8)) (member, _member) = (Members.UnknownSubjects, "unknownSubjects");
        if (member == Members.None) return Fail(QueryProblem.UnknownMember);
        if (seen.HasFlag(member)) return Fail(QueryProblem.Duplicate);
        seen |= member;
        _reader.Read();
        return member switch
        {
            Members.Purpose => ReadPurpose(),
            Members.Subjects => ReadSubjects(),
            Members.Precision => ReadInteger(1, 100, QueryProblem.WantsPrecision, out _precision),
            Members.Reasons => ReadInteger(0, 3, QueryProblem.WantsReasons, out _reasons),
            _ => ReadTreatment(),
        };
    }

    private bool ReadPurpose()
    {
        if (_reader.TokenType != JsonTokenType.String) return Fail(QueryProblem.WantsText);
        _purpose = _reader.GetString()!;
        return NamePattern.Identifier.Matches(_purpose) || Fail(QueryProblem.WantsPurpose);
    }

    private bool ReadInteger(int least, int most, QueryProblem problem, out int? value)
    {
        value = null;
        if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt32(out var number) || number < least || number > most)
            return Fail(problem);
        value = number;
        return true;
    }

    private bool ReadTreatment()
    {
        if (_reader.TokenType != JsonTokenType.String) return Fail(QueryProblem.WantsText);
        if (_reader.ValueTextEquals("refuse"u8)) _unknownSubjects = UnknownSubjects.Refuse;
        else if (_reader.ValueTextEquals("prior"u8)) _unknownSubjects = UnknownSubjects.Prior;
        else if (_reader.ValueTextEquals("imputed"u8)) _unknownSubjects = UnknownSubjects.Imputed;
        else return Fail(QueryProblem.WantsTreatment);
        return true;
    }

    private bool ReadSubjects()
    {
        if (_reader.TokenType != JsonTokenType.StartArray) return Fail(QueryProblem.WantsArray);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            if (_subjects.Count == ScoreQueryParser.MaxSubjects) return Fail(QueryProblem.TooManySubjects);
            _index = _subjects.Count;
            if (!ReadSubject()) return false;
            _index = -1;
        }

        return _subjects.Count > 0 || Fail(QueryProblem.NoSubjects);
    }

    private bool ReadSubject()
    {
        if (_reader.TokenType != JsonTokenType.StartObject) return Fail(QueryProblem.WantsObject);
        var seen = Members.None;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Members.None;
            if (_reader.ValueTextEquals("id"u8)) (member, _subjectMember) = (Members.Id, "id");
            else if (_reader.ValueTextEquals("features"u8)) (member, _subjectMember) = (Members.Features, "features");
            if (member == Members.None) return Fail(QueryProblem.UnknownSubjectMember);
            if (seen.HasFlag(member)) return Fail(QueryProblem.Duplicate);
            seen |= member;
            _reader.Read();
            if (!(member == Members.Id ? ReadId() : ReadFeatures())) return false;
            _subjectMember = null;
        }

        return seen.HasFlag(Members.Id) || Fail(QueryProblem.MissingId);
    }

    private bool ReadId()
    {
        if (_reader.TokenType != JsonTokenType.String) return Fail(QueryProblem.WantsText);
        if (!SubjectId.TryParse(_reader.GetString(), out var subject)) return Fail(QueryProblem.BadId);
        if (!_distinct.Add(subject)) return Fail(QueryProblem.RepeatedSubject);
        _subjects.Add(subject);
        return true;
    }

    private bool ReadFeatures()
    {
        if (_reader.TokenType != JsonTokenType.StartObject) return Fail(QueryProblem.WantsObject);
        var position = 0;
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            if (_features.Find(ref _reader, position++) is not { } column)
                return Fail(_features.Count == ScoreQueryParser.MaxFeatures ? QueryProblem.TooManyFeatures : QueryProblem.BadFeatureName);
            _feature = column.Name;
            _reader.Read();
            double? value = null;
            if (_reader.TokenType == JsonTokenType.Number)
            {
                if (!_reader.TryGetDouble(out var number) || !double.IsFinite(number)) return Fail(QueryProblem.NumberTooLarge);
                value = number + 0.0; // −0 becomes 0
            }
            else if (_reader.TokenType != JsonTokenType.Null)
            {
                return Fail(QueryProblem.WantsNumber);
            }

            if (!column.TrySet(_index, value)) return Fail(QueryProblem.Duplicate);
            _feature = null;
        }

        return true;
    }

    private bool Fail(QueryProblem problem)
    {
        Problem = problem;
        return false;
    }
}
