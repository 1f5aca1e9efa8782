using Microsoft.EntityFrameworkCore;

namespace Gateway.Identity.Embedded;

/// <summary><c>identity.db</c>: clients (OpenIddict's tables) and the assertions that were used.</summary>
internal sealed class IdentityContext(DbContextOptions<IdentityContext> options) : DbContext(options)
{
    /// <summary>Assertions that were accepted and have not expired yet.</summary>
    public DbSet<UsedAssertion> UsedAssertions => Set<UsedAssertion>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var used = modelBuilder.Entity<UsedAssertion>();
        used.ToTable("used_assertions");
        used.HasKey(u => new { u.ClientId, u.Jti });
        used.HasIndex(u => u.Expiry);
    }
}

/// <summary>A client assertion that was accepted once.</summary>
internal sealed class UsedAssertion
{
    /// <summary>Whose.</summary>
    public required string ClientId { get; init; }

    /// <summary>Its <c>jti</c>.</summary>
    public required string Jti { get; init; }

    /// <summary>Its <c>exp</c>, in seconds since 1970: until then it must be remembered.</summary>
    public required long Expiry { get; init; }
}
