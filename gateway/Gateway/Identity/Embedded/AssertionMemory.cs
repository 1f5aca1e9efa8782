using Gateway.Stores;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Identity.Embedded;

/// <summary>
/// Each assertion is accepted once, also over a restart. An insertion that the key refuses is a replay; one that fails otherwise refuses
/// the client. A crash after the commit loses the token and never the memory: the client makes another assertion.
/// </summary>
internal sealed class AssertionMemory(IDbContextFactory<IdentityContext> contexts, TimeProvider time)
{
    private const int PurgeEvery = 64;
    private const int Constraint = 19;
    private int _uses;

    /// <summary>Remembers an assertion. False when it was used before.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be remembered: refuse.</exception>
    public async Task<bool> TryUseAsync(string clientId, string jti, long expiry, CancellationToken cancellation)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            if (unchecked((uint)Interlocked.Increment(ref _uses)) % PurgeEvery == 1)
            {
                var now = time.GetUtcNow().ToUnixTimeSeconds();
                await context.UsedAssertions.Where(u => u.Expiry < now).ExecuteDeleteAsync(cancellation);
            }

            context.UsedAssertions.Add(new UsedAssertion { ClientId = clientId, Jti = jti, Expiry = expiry });
            await context.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateException e) when (e.InnerException is SqliteException { SqliteErrorCode: Constraint })
        {
            return false;
        }
        catch (Exception e) when (e is DbUpdateException or SqliteException)
        {
            throw new StoreUnavailableException("identity", e);
        }
    }
}
