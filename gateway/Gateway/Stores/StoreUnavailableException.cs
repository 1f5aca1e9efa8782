namespace Gateway.Stores;

/// <summary>A store that a request needs does not answer: the request gets a 503, never a free pass.</summary>
internal sealed class StoreUnavailableException(string store, Exception? inner = null)
    : Exception($"The {store} store does not answer.", inner);
