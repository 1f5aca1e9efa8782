using System.Security.Cryptography;
using System.Text;
using Gateway.Record;
using Sandbox.Protocol.Models;
using Sandbox.Protocol.Releases;

namespace Gateway.Tests.Record;

/// <summary>
/// Somebody has an entry of the log, and knows all that it can be about: the person, the product, the model, the form of answers. There are 551 scores and six sets of reasons, so every
/// answer that there can be is tried.
/// </summary>
public sealed class SaltTests
{
    private const string Person = "41010119900101001X";
    private static readonly string[] Reasons = ["", "\"income\"", "\"loan_amount\"", "\"monthly_deposit\"", "\"income\",\"loan_amount\"", "\"loan_amount\",\"income\""];

    [Fact]
    public void ResultHash_TryingEveryScore_FindsNothing()
    {
        var exchange = Exchanges.Answered();
        exchange.Capture = Exchanges.Released(exchange, body: Answer(643, Reasons[1]));
        ReleaseCheck.Run(exchange).Refusal.ShouldBeNull();
        var entry = Entries.Of(exchange, Audit.AccessOutcome.Granted, DateTimeOffset.UnixEpoch);
        Found(hash => hash == entry.ResultHash).ShouldBeEmpty();

        // The control: without the nonce it would be found, and who has the nonce can prove it.
        var bare = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Answer(643, Reasons[1]))));
        Found(hash => hash == bare).ShouldBe([643]);
        Convert.ToBase64String(SaltedHash.Of(exchange.Job!.Salt, Encoding.UTF8.GetBytes(Answer(643, Reasons[1])))).ShouldBe(entry.ResultHash);
    }

    /// <summary>The scores whose answer has a hash that is wanted, salted by whatever the log shows, or not at all.</summary>
    private static List<int> Found(Predicate<string> wanted)
    {
        var shown = new List<byte[]> { Array.Empty<byte>(), new byte[SaltedHash.SaltSize], Exchanges.BootId, SHA256.HashData(Exchanges.BootId) };
        var found = new List<int>();
        for (var score = ScoreScale.Minimum; score <= ScoreScale.Maximum; score++)
            foreach (var reasons in Reasons)
                foreach (var salt in shown)
                    if (wanted(Convert.ToBase64String(SaltedHash.Of(salt, Encoding.UTF8.GetBytes(Answer(score, reasons)))))) found.Add(score);
        return found;
    }

    private static string Answer(int score, string reasons) =>
        $$"""{"product":"p","model":"m","dataVersion":"v","scores":[{"subject":"{{Person}}","score":{{score}},"band":"{{ScoreScale.Band(score)}}","reasons":[{{reasons}}]}]}""";
}
