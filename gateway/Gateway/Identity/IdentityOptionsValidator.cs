using Microsoft.Extensions.Options;

namespace Gateway.Identity;

[OptionsValidator]
internal sealed partial class IdentityOptionsValidator : IValidateOptions<IdentityOptions>;

/// <summary>What the attributes cannot say.</summary>
internal sealed class IdentityOptionsRules : IValidateOptions<IdentityOptions>
{
    public ValidateOptionsResult Validate(string? name, IdentityOptions options)
    {
        var errors = new List<string>();
        Check("Identity:Issuer", options.Issuer, errors);
        Check("Identity:Authority", options.Authority, errors);
        if (options.Clients is { } clients && !File.Exists(clients))
            errors.Add($"Identity:Clients: there is no file {clients}.");
        if (options.AuthorityCertificates is { } file && !File.Exists(file))
            errors.Add($"Identity:AuthorityCertificates: there is no file {file}.");
        if (options.Authority is not null && options.Clients is not null)
            errors.Add("Identity:Clients registers clients with the embedded server, which Identity:Authority switches off.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    /// <summary>HTTPS, or HTTP on a loopback address: keys fetched in the clear are anybody's keys.</summary>
    private static void Check(string option, string? value, List<string> errors)
    {
        if (value is null)
            return;

        if (!Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Query.Length > 0 || uri.Fragment.Length > 0
            || (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
        {
            errors.Add($"{option} is '{value}': write an https:// address without query (http:// only on a loopback address).");
        }
    }
}
