using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Cli.Sessions;

namespace Gateway.Cli.Checks;

/// <summary>What came of all checks: <c>{"ok":true,"checks":{"score":{"ok":true,"ms":12},…}}</c>.</summary>
internal sealed class CheckReport(Session session)
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly JsonObject _checks = [];

    /// <summary>All of them held.</summary>
    public bool Ok { get; private set; } = true;

    /// <summary>Runs one. Whatever it throws, but for the user's own interruption, is a check that failed.</summary>
    public async Task RunAsync(string name, Func<Task<CheckResult>> check)
    {
        var started = session.Time.GetTimestamp();
        JsonObject outcome;
        try
        {
            outcome = (await check()).Facts;
            outcome.Insert(0, "ok", true);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Ok = false;
            var error = Failures.Explain(e, session.Texts) is { } lines ? string.Join(" ", lines) : e is CheckFailedException ? e.Message : e.ToString();
            outcome = new JsonObject { ["ok"] = false, ["error"] = error };
        }

        outcome.Insert(1, "ms", (long)session.Time.GetElapsedTime(started).TotalMilliseconds);
        _checks[name] = outcome;
        await session.Error.WriteLineAsync($"{name}: {(outcome["ok"]!.GetValue<bool>() ? "ok" : outcome["error"]!.GetValue<string>())}");
    }

    /// <summary>One line of JSON.</summary>
    public string ToJson() => new JsonObject { ["ok"] = Ok, ["checks"] = _checks.DeepClone() }.ToJsonString(OneLine);
}
