using Sandbox.Encryption;
using Sandbox.Protocol;
using Sandbox.Protocol.Encrypted;
using Sandbox.Protocol.Jobs;
using Sandbox.Tests.Scores;

namespace Sandbox.Tests.Encrypted;

/// <summary>Jobs on the synthetic city's logistic model, whose one consumer feature is income.</summary>
internal static class EncryptedJobs
{
    public static readonly EncryptedFeature Income = new("income", 0, 20_000);

    public static EncryptedJob Job(string model, int precision = 5) =>
        new(SyntheticCity.Product, SyntheticCity.Dataset, SyntheticCity.Version, model, precision, UnknownSubjects.Refuse);

    /// <summary>A container about people with one encoded value each.</summary>
    public static byte[] Container(SealClient client, SecretKey key, IReadOnlyList<string> people, params ReadOnlySpan<double> encoded) =>
        EncryptedRequestFormat.Write(Request(people), client.Encrypt(key, encoded, 1));

    public static EncryptedRequest Request(IReadOnlyList<string> people) =>
        new("credit-granting", "some-contract", 1, [Income], [.. people.Select(Id)], 0);

    private static SubjectId Id(string text) => SubjectId.TryParse(text, out var id) ? id : throw new ArgumentException("Not an id.", nameof(text));
}
