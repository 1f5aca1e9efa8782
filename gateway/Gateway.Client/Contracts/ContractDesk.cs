using System.Text.Json;
using Gateway.Client.Problems;
using Gateway.Client.Transport;

namespace Gateway.Client.Contracts;

/// <summary>
/// The contract desk of a gateway, as one client may use it: authors and approvers take contracts through their lives, consumers accept them, and all see what they may.
/// Methods throw as those of <see cref="GatewayClient"/> do.
/// </summary>
public sealed class ContractDesk
{
    private const string All = "/v1/admin/contracts";
    private readonly Func<Call, CancellationToken, Task<Reply>> _call;

    internal ContractDesk(Func<Call, CancellationToken, Task<Reply>> call) => _call = call;

    /// <summary>Every version that has not been revoked or replaced. For authors, approvers and regulators.</summary>
    public async Task<IReadOnlyList<ContractVersionInfo>> ListAsync(CancellationToken cancellation = default) =>
        Read<ContractHistory>(await _call(new Call(HttpMethod.Get, All), cancellation)).Versions;

    /// <summary>All versions of a contract, the oldest first. For authors, approvers and regulators.</summary>
    public async Task<IReadOnlyList<ContractVersionInfo>> HistoryAsync(string contract, CancellationToken cancellation = default) =>
        Read<ContractHistory>(await _call(new Call(HttpMethod.Get, $"{All}/{Escape(contract)}"), cancellation)).Versions;

    /// <summary>One version.</summary>
    /// <param name="contract">The contract's id.</param>
    /// <param name="version">Its number.</param>
    /// <param name="own">As its consumer; else as author, approver or regulator.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ContractVersionInfo> ShowAsync(string contract, int version, bool own, CancellationToken cancellation = default) =>
        Read<ContractVersionInfo>(await _call(new Call(HttpMethod.Get, Path(contract, version, own)), cancellation));

    /// <summary>Hands a draft in. For authors. Sent twice, it is refused the second time: a version changes never.</summary>
    /// <param name="document">YAML or JSON.</param>
    /// <param name="cancellation">Gives up; the draft may have been handed in.</param>
    public async Task<ContractVersionInfo> SubmitAsync(byte[] document, CancellationToken cancellation = default) =>
        Read<ContractVersionInfo>(await _call(new Call(HttpMethod.Post, All, document, MediaType: "application/yaml"), cancellation));

    /// <summary>Takes a step: <c>approve</c>, <c>accept</c>, <c>activate</c>, <c>suspend</c> or <c>revoke</c>. Taken twice, it is refused the second time.</summary>
    public async Task<ContractVersionInfo> TakeAsync(string contract, int version, string step, string? note, CancellationToken cancellation = default)
    {
        var body = note is null ? null : JsonSerializer.SerializeToUtf8Bytes(new ContractNote(note), ContractDeskJson.Default.ContractNote);
        var path = $"{Path(contract, version, own: step is "accept")}/{Escape(step)}";
        return Read<ContractVersionInfo>(await _call(new Call(HttpMethod.Post, path, body), cancellation));
    }

    /// <summary>Replays the requests of the last days under a draft; the gateway's JSON. For authors and approvers.</summary>
    public async Task<byte[]> SimulateAsync(byte[] document, int days, CancellationToken cancellation = default) =>
        (await _call(new Call(HttpMethod.Post, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{All}/simulate?days={days}"), document, MediaType: "application/yaml"), cancellation)).Body;

    /// <summary>Usage statements of a month; the gateway's JSON.</summary>
    /// <param name="month">Such as <c>2026-11</c>.</param>
    /// <param name="contract">One contract; null: all that were used, for authors, approvers and regulators.</param>
    /// <param name="own">As the contract's consumer.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<byte[]> UsageAsync(string month, string? contract, bool own, CancellationToken cancellation = default)
    {
        var path = own
            ? $"/v1/contracts/{Escape(contract ?? throw new ArgumentNullException(nameof(contract)))}/usage?month={Escape(month)}"
            : $"/v1/admin/usage?month={Escape(month)}{(contract is null ? "" : $"&contract={Escape(contract)}")}";
        return (await _call(new Call(HttpMethod.Get, path), cancellation)).Body;
    }

    private static string Path(string contract, int version, bool own) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{(own ? "/v1/contracts" : All)}/{Escape(contract)}/versions/{version}");

    private static string Escape(string text) => Uri.EscapeDataString(text);

    private static T Read<T>(Reply reply)
        where T : class
    {
        try
        {
            if (JsonSerializer.Deserialize(reply.Body, typeof(T), ContractDeskJson.Default) is T value) return value;
        }
        catch (JsonException e)
        {
            throw new AnswerAlteredException($"What arrived is no contract that this client knows: the gateway may be of another version ({e.Path}).");
        }

        throw new AnswerAlteredException("What arrived is no contract that this client knows: the gateway may be of another version.");
    }
}
