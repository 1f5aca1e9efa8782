using System.Data.Common;
using System.Security.Cryptography;
using Gateway.Stores.Sql;

namespace Gateway.Stores;

/// <summary>Random keys that all gateways on one database share. Whoever asks first makes one; it never changes.</summary>
internal sealed class SharedSecrets(ISqlDatabase database)
{
    private const int Size = 32;
    private static readonly SqlMigrations Migrations = new("secrets", "CREATE TABLE shared_secrets (name TEXT PRIMARY KEY, secret TEXT NOT NULL)");

    /// <summary>The 32 bytes of a name.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public async Task<byte[]> GetAsync(string name, CancellationToken cancellation)
    {
        try
        {
            await Migrations.RunAsync(database, cancellation);
            await using var connection = await database.OpenAsync(cancellation);
            var sql = new SqlCommands(connection);
            await sql.RunAsync(
                "INSERT INTO shared_secrets (name, secret) VALUES (@name, @secret) ON CONFLICT (name) DO NOTHING",
                cancellation,
                ("name", name),
                ("secret", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Size))));
            var secrets = await sql.ReadAsync("SELECT secret FROM shared_secrets WHERE name = @name", row => row.GetString(0), cancellation, ("name", name));
            return Convert.FromHexString(secrets.Single());
        }
        catch (Exception e) when (e is DbException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new StoreUnavailableException("secret", e);
        }
    }
}
