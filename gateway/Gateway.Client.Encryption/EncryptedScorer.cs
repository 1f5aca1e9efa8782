using System.Security.Cryptography;
using Gateway.Client.Receipts;
using Gateway.Client.Transport;
using Sandbox.Encryption;
using Sandbox.Protocol;
using Sandbox.Protocol.Encrypted;

namespace Gateway.Client.Encryption;

/// <summary>
/// Encrypted scores, as one consumer asks for them: features are encrypted here and scores decrypted here. Safe for many callers at once; encryption
/// itself takes turns.
/// </summary>
/// <param name="client">The gateway.</param>
/// <param name="seal">SEAL, with one host for the life of the process.</param>
public sealed class EncryptedScorer(GatewayClient client, SealClient seal)
{
    /// <summary>What the caller's contract offers for a product.</summary>
    /// <exception cref="EncryptedScoreException">The gateway computes under other parameters than this build.</exception>
    public async Task<EncryptedOffer> GetOfferAsync(string product, CancellationToken cancellation = default)
    {
        var reply = await client.CallAsync(new Call(HttpMethod.Get, Path(product)), cancellation);
        var offer = GatewayClient.Read(reply, EncryptedJson.Default.EncryptedOffer);
        return string.Equals(offer.ParametersSha256, Convert.ToHexStringLower(CkksParameters.Sha256.Span), StringComparison.Ordinal)
            ? offer
            : throw new EncryptedScoreException($"The gateway computes under other parameters than this build knows: {offer.Parameters}.");
    }

    /// <summary>
    /// Encrypts a question. Its bytes can be kept and sent again under one idempotency key; encrypting again gives other bytes, and so another question.
    /// </summary>
    /// <param name="offer">The offer.</param>
    /// <param name="purpose">One of its purposes.</param>
    /// <param name="key">The key that the answer is to be opened with.</param>
    /// <param name="people">1 to <see cref="EncryptedOffer.MaxBatch"/> people, each once.</param>
    /// <exception cref="EncryptedScoreException">A person's id is malformed or repeated, or a feature is missing or outside its bounds. No value is told.</exception>
    public EncryptedQuestion Encrypt(EncryptedOffer offer, string purpose, SecretKey key, IReadOnlyList<EncryptedSubject> people)
    {
        EncryptedFeature[] features = [.. offer.Features.Select(f => new EncryptedFeature(f.Name, f.Lower, f.Upper))];
        var subjects = Subjects(people, Math.Min(offer.MaxBatch, CkksParameters.Slots));
        var values = new double[features.Length * subjects.Length];
        try
        {
            Encode(features, people, values);
            var request = new EncryptedRequest(purpose, offer.Contract, offer.Version, features, subjects, 0);
            return new EncryptedQuestion(offer.Product, EncryptedRequestFormat.Write(request, seal.Encrypt(key, values, features.Length)));
        }
        finally
        {
            Array.Clear(values);
        }
    }

    /// <summary>Sends a question and opens its answer.</summary>
    /// <param name="question">The question.</param>
    /// <param name="key">The key that it was encrypted with.</param>
    /// <param name="idempotencyKey">Null draws one. Keep it, and the question's bytes, to ask again after a failure.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="EncryptedScoreException">The answer is not one to this question.</exception>
    public async Task<EncryptedReply> AskAsync(
        EncryptedQuestion question, SecretKey key, string? idempotencyKey = null, CancellationToken cancellation = default)
    {
        var name = idempotencyKey ?? GatewayClient.NewIdempotencyKey();
        var (reply, receipt) = await client.AskAsync(
            new Call(HttpMethod.Post, Path(question.Product), question.Bytes.ToArray(), name, EncryptedRequest.MediaType), cancellation);
        return Open(question, key, reply.Body, receipt, name);
    }

    private EncryptedReply Open(EncryptedQuestion question, SecretKey key, byte[] body, Receipt receipt, string idempotencyKey)
    {
        if (!EncryptedAnswer.TryRead(body, out var answer)) throw new EncryptedScoreException("What arrived is no answer under these parameters.");
        if (!answer.RequestSha256.Span.SequenceEqual(SHA256.HashData(question.Bytes.Span)) || answer.Scored.Count != question.Subjects.Count)
            throw new EncryptedScoreException("What arrived is the answer to another question.");
        var points = seal.Decrypt(key, answer.Ciphertext.Span, answer.Scored.Count);
        var scores = new EncryptedScore[points.Length];
        for (var i = 0; i < scores.Length; i++) scores[i] = EncryptedScore.Of(question.Subjects[i].Value, answer.Scored[i] ? points[i] : null);
        return new EncryptedReply(answer.Model, answer.DataVersion, answer.Precision, scores, body, receipt, idempotencyKey);
    }

    private static SubjectId[] Subjects(IReadOnlyList<EncryptedSubject> people, int most)
    {
        if (people.Count < 1 || people.Count > most) throw new EncryptedScoreException($"A question is about 1 to {most} people.");
        var subjects = new SubjectId[people.Count];
        var seen = new HashSet<SubjectId>(people.Count);
        for (var i = 0; i < subjects.Length; i++)
            if (!SubjectId.TryParse(people[i].Id, out subjects[i]) || !seen.Add(subjects[i]))
                throw new EncryptedScoreException($"Person {i + 1} has no well-formed id, or comes twice.");
        return subjects;
    }

    private static void Encode(EncryptedFeature[] features, IReadOnlyList<EncryptedSubject> people, double[] values)
    {
        for (var f = 0; f < features.Length; f++)
        {
            for (var i = 0; i < people.Count; i++)
            {
                if (!people[i].Features.TryGetValue(features[f].Name, out var value) || !(value >= features[f].Lower && value <= features[f].Upper))
                    throw new EncryptedScoreException($"Person {i + 1}: {features[f].Name} is missing or outside its bounds, {features[f].Lower:R} to {features[f].Upper:R}.");
                values[(f * people.Count) + i] = features[f].Encode(value);
            }
        }
    }

    private static string Path(string product) => $"/v1/products/{Uri.EscapeDataString(product)}/encrypted-scores";
}
