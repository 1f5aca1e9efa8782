using EndToEnd.Tests.Cities;
using Testing.Processes;

namespace EndToEnd.Tests.Encrypted;

/// <summary>A gateway on the city's data and a bank that asks it under encryption, for all tests of a class. Without the city there is neither.</summary>
public sealed class EncryptedBank(City city) : IAsyncLifetime
{
    private GatewayProcess? _gateway;
    private EncryptedClient? _client;

    internal GatewayState State { get; } = new();

    internal GatewayProcess Gateway => _gateway!;

    internal EncryptedClient Client => _client!;

    public async ValueTask InitializeAsync()
    {
        if (!city.IsReady) return;
        _gateway = await city.StartGatewayAsync(State);
        _client = await EncryptedClient.OpenAsync(_gateway, State);
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_gateway is not null) await _gateway.DisposeAsync();
        State.Dispose();
    }
}
