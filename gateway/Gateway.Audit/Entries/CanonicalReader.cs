using System.Text.Json;

namespace Gateway.Audit.Entries;

/// <summary>
/// Reads one object of canonical JSON (RFC 8785), of which its caller asks for the names in their order. Names that it does not ask for are passed over: a later
/// version's. What stands in another order, twice, or as null is not canonical, and no two readers shall see different things in it.
/// </summary>
internal ref struct CanonicalReader
{
    private Utf8JsonReader _json;
    private ReadOnlySpan<byte> _name;

    /// <summary>Begins.</summary>
    /// <exception cref="JsonException">The bytes are no object, or not canonical; so throw all that follow.</exception>
    public CanonicalReader(ReadOnlySpan<byte> bytes)
    {
        _json = new Utf8JsonReader(bytes);
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject) throw new JsonException();
        Next();
    }

    /// <summary>A text; null when the name is not there.</summary>
    public string? Text(ReadOnlySpan<byte> name)
    {
        if (!Find(name)) return null;
        var text = String();
        Next();
        return text;
    }

    /// <summary>A text that is likely to stand in other entries, too; null when the name is not there.</summary>
    public string? Shared(ReadOnlySpan<byte> name)
    {
        if (!Find(name)) return null;
        var isPlain = _json.TokenType == JsonTokenType.String && !_json.ValueIsEscaped;
        var text = (isPlain ? TextPool.Find(_json.ValueSpan) : null) ?? String();
        if (isPlain) TextPool.Add(_json.ValueSpan, text);
        Next();
        return text;
    }

    /// <summary>Texts; null when the name is not there.</summary>
    public IReadOnlyList<string>? Texts(ReadOnlySpan<byte> name)
    {
        if (!Find(name)) return null;
        if (_json.TokenType != JsonTokenType.StartArray) throw new JsonException();
        var texts = new List<string>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray) texts.Add(String());
        Next();
        return texts;
    }

    /// <summary>Texts by name, in any order; null when the name is not there.</summary>
    public IReadOnlyDictionary<string, string>? Facts(ReadOnlySpan<byte> name)
    {
        if (!Find(name)) return null;
        if (_json.TokenType != JsonTokenType.StartObject) throw new JsonException();
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            var fact = _json.GetString()!;
            _json.Read();
            if (!facts.TryAdd(fact, String())) throw new JsonException();
        }

        Next();
        return facts;
    }

    /// <summary>A whole number; null when the name is not there.</summary>
    public long? Integer(ReadOnlySpan<byte> name)
    {
        if (!Find(name)) return null;
        if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out var value)) throw new JsonException();
        Next();
        return value;
    }

    /// <summary>A whole number of 32 bits; null when the name is not there.</summary>
    public int? Small(ReadOnlySpan<byte> name) => Integer(name) switch
    {
        null => null,
        >= int.MinValue and <= int.MaxValue and var value => (int)value,
        _ => throw new JsonException(),
    };

    /// <summary>True or false; null when the name is not there.</summary>
    public bool? Boolean(ReadOnlySpan<byte> name)
    {
        if (!Find(name)) return null;
        if (_json.TokenType is not (JsonTokenType.True or JsonTokenType.False)) throw new JsonException();
        var value = _json.TokenType == JsonTokenType.True;
        Next();
        return value;
    }

    /// <summary>A time; null when the name is not there.</summary>
    public DateTimeOffset? Time(ReadOnlySpan<byte> name)
    {
        if (!Find(name)) return null;
        if (_json.TokenType != JsonTokenType.String || !_json.TryGetDateTimeOffset(out var time)) throw new JsonException();
        Next();
        return time;
    }

    /// <summary>Passes over what is left; nothing may follow it.</summary>
    public void End()
    {
        while (_json.TokenType == JsonTokenType.PropertyName) Pass();
        if (_json.TokenType != JsonTokenType.EndObject || _json.Read()) throw new JsonException();
    }

    /// <summary>Goes to a name's value; false when the object has passed its place.</summary>
    private bool Find(ReadOnlySpan<byte> name)
    {
        while (_json.TokenType == JsonTokenType.PropertyName)
        {
            switch (_name.SequenceCompareTo(name))
            {
                case > 0: return false;
                case 0: return _json.Read();
                default: Pass(); break;
            }
        }

        return false;
    }

    private void Pass()
    {
        _json.Skip();
        Next();
    }

    /// <summary>From a value's last token to the next name, or to the end.</summary>
    private void Next()
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.PropertyName) return;
        if (_json.ValueIsEscaped || _json.ValueSpan.SequenceCompareTo(_name) <= 0) throw new JsonException();
        _name = _json.ValueSpan;
    }

    private string String() => _json.TokenType == JsonTokenType.String ? _json.GetString()! : throw new JsonException();
}
