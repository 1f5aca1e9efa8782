namespace Gateway.Identity.Clients;

/// <summary>A registered client. Its id and role are one caller for as long as the registration lasts.</summary>
/// <param name="Caller">Who it is.</param>
/// <param name="Registration">Names this registration: tokens of an earlier one of the same id are not this client's.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="KeyThumbprint">RFC 7638 thumbprint of its public key.</param>
internal sealed record Client(Caller Caller, string Registration, string DisplayName, string KeyThumbprint)
{
    /// <summary>The client id.</summary>
    public string Id => Caller.Id;
}
