namespace Gateway.Identity;

/// <summary>Access token → caller.</summary>
internal interface ITokenValidator
{
    /// <summary>
    /// The caller of a valid token; null for any other. Each token is validated once and remembered by its SHA-256 until it expires.
    /// </summary>
    /// <param name="authorization">The <c>Authorization</c> header, as received.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="Stores.StoreUnavailableException">The provider's keys cannot be had: refuse with 503.</exception>
    ValueTask<Caller?> ValidateAsync(string? authorization, CancellationToken cancellation);
}
