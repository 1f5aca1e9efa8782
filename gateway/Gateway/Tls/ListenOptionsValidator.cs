using Microsoft.Extensions.Options;

namespace Gateway.Tls;

internal sealed class ListenOptionsValidator : IValidateOptions<ListenOptions>
{
    public ValidateOptionsResult Validate(string? name, ListenOptions options)
    {
        var errors = new List<string>();
        if (!ListenAddress.TryParse(options.Https, "https", out _))
        {
            errors.Add($"Gateway:Https is '{options.Https}': write https://, an IP address, localhost or *, and a port. "
                + "Names that clients use for this host belong in Tls:Names.");
        }

        if (options.Http is { } http)
        {
            if (!ListenAddress.TryParse(http, "http", out var address))
                errors.Add($"Gateway:Http is '{http}': write http://127.0.0.1 and a port.");
            else if (!address.IsLoopback)
                errors.Add($"Gateway:Http is '{http}', which others can reach: plain HTTP is served on a loopback address only. Use Gateway:Https.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
