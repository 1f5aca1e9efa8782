using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sandbox.Protocol.Encrypted;

/// <summary>Bytes → <see cref="EncryptedRequest"/>. Every limit and every ciphertext's shape is checked; whoever holds a request can trust all of it.</summary>
public ref struct EncryptedRequestReader
{
    private readonly ReadOnlySpan<byte> _container;
    private int _at;
    private ContainerProblem _problem;

    private EncryptedRequestReader(ReadOnlySpan<byte> container) => _container = container;

    /// <summary>Reads a container. Never throws, whatever the bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> container, [NotNullWhen(true)] out EncryptedRequest? request, out ContainerProblem problem)
    {
        var reader = new EncryptedRequestReader(container);
        request = reader.Read();
        problem = reader._problem;
        return request is not null;
    }

    private EncryptedRequest? Read()
    {
        if (!Take(EncryptedRequestFormat.Magic.Length).SequenceEqual(EncryptedRequestFormat.Magic) || Number(1) != EncryptedRequestFormat.Version)
            return Fail(ContainerProblem.NotARequest);
        if (!Take(CkksParameters.Sha256.Length).SequenceEqual(CkksParameters.Sha256.Span)) return Fail(ContainerProblem.OtherParameters);
        if (Name() is not { } purpose || Name() is not { } contract) return Fail(ContainerProblem.BadText);
        var version = Number(4);
        if (version is 0 or > int.MaxValue) return Fail(ContainerProblem.BadText);
        if (Features() is not { } features || Subjects() is not { } subjects) return null;
        if (Number(4) != CiphertextShape.SeededLength
            || _container.Length - _at != features.Length * CiphertextShape.SeededLength) return Fail(ContainerProblem.WrongLength);
        var request = new EncryptedRequest(purpose, contract, (int)version, features, subjects, _at);
        for (var i = 0; i < features.Length; i++)
        {
            var ciphertext = request.Ciphertext(_container, i);
            if (!CiphertextShape.IsSeeded(ciphertext)) return Fail(ContainerProblem.BadCiphertext);
            // Two ciphertexts of one seed could cancel out to a transparent sum, at which SEAL throws: an oracle for equal weights.
            for (var j = 0; j < i; j++)
                if (CiphertextShape.SeedOf(request.Ciphertext(_container, j)).SequenceEqual(CiphertextShape.SeedOf(ciphertext))) return Fail(ContainerProblem.RepeatedSeed);
        }
        return request;
    }

    private EncryptedFeature[]? Features()
    {
        var count = (int)Number(1);
        if (count is < 1 or > EncryptedRequest.MaxFeatures) return Fail<EncryptedFeature[]>(ContainerProblem.BadFeatures);
        var features = new EncryptedFeature[count];
        for (var i = 0; i < count; i++)
        {
            if (Name() is not { } name) return Fail<EncryptedFeature[]>(ContainerProblem.BadText);
            var feature = new EncryptedFeature(name, BitConverter.UInt64BitsToDouble(Number(8)), BitConverter.UInt64BitsToDouble(Number(8)));
            if (!double.IsFinite(feature.Lower) || !double.IsFinite(feature.Upper) || feature.Lower >= feature.Upper
                || features.AsSpan(0, i).ContainsName(name)) return Fail<EncryptedFeature[]>(ContainerProblem.BadFeatures);
            features[i] = feature;
        }
        return features;
    }

    private SubjectId[]? Subjects()
    {
        var count = (int)Number(2);
        if (count is < 1 or > CkksParameters.Slots) return Fail<SubjectId[]>(ContainerProblem.BadSubjectCount);
        var subjects = new SubjectId[count];
        var distinct = new HashSet<SubjectId>(count);
        for (var i = 0; i < count; i++)
        {
            var text = Take((int)Number(1));
            if (text.IsEmpty || text.Length > SubjectId.MaxLength || !Ascii.IsValid(text)) return Fail<SubjectId[]>(ContainerProblem.BadSubject);
            var spelled = Encoding.ASCII.GetString(text);
            if (!SubjectId.TryParse(spelled, out subjects[i]) || !string.Equals(subjects[i].Value, spelled, StringComparison.Ordinal))
                return Fail<SubjectId[]>(ContainerProblem.BadSubject);
            if (!distinct.Add(subjects[i])) return Fail<SubjectId[]>(ContainerProblem.RepeatedSubject);
        }
        return subjects;
    }

    // A name of ours: lower-case letters, digits, '-' and '_'.
    private string? Name()
    {
        var text = Take((int)Number(1));
        if (text.IsEmpty || text.Length > 63) return null;
        foreach (var b in text)
            if (!char.IsAsciiLetterLower((char)b) && !char.IsAsciiDigit((char)b) && b is not ((byte)'-' or (byte)'_')) return null;
        return Encoding.ASCII.GetString(text);
    }

    private ulong Number(int length)
    {
        var bytes = Take(length);
        var value = 0UL;
        foreach (var b in bytes) value = (value << 8) | b;
        return value;
    }

    // What is not there is read as nothing; every caller refuses nothing.
    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _container.Length - _at)
        {
            _at = _container.Length;
            return [];
        }
        var taken = _container.Slice(_at, length);
        _at += length;
        return taken;
    }

    private EncryptedRequest? Fail(ContainerProblem problem) => Fail<EncryptedRequest>(problem);

    private T? Fail<T>(ContainerProblem problem)
        where T : class
    {
        _problem = problem;
        return null;
    }
}

/// <summary>Looks names up in a few features.</summary>
internal static class EncryptedFeatureNames
{
    public static bool ContainsName(this Span<EncryptedFeature> features, string name)
    {
        foreach (var feature in features)
            if (string.Equals(feature.Name, name, StringComparison.Ordinal)) return true;
        return false;
    }
}
