using Microsoft.Extensions.Options;

namespace Gateway.Tls;

internal sealed class TlsOptionsValidator : IValidateOptions<TlsOptions>
{
    public ValidateOptionsResult Validate(string? name, TlsOptions options)
    {
        var errors = new List<string>();
        if (options.Certificate is null != options.Key is null)
            errors.Add("Tls:Certificate and Tls:Key go together: set both or neither.");
        foreach (var (option, file) in new[] { ("Tls:Certificate", options.Certificate), ("Tls:Key", options.Key) })
        {
            if (file is not null && !File.Exists(file))
                errors.Add($"{option}: there is no file {file}.");
        }

        if (options.Names.FirstOrDefault(n => Uri.CheckHostName(n) == UriHostNameType.Unknown) is { } bad)
            errors.Add($"Tls:Names: '{bad}' is neither a host name nor an IP address.");
        if (options.MaxConnections < 1)
            errors.Add("Tls:MaxConnections must be at least 1.");
        if (options.MaxBodyBytes < 1024)
            errors.Add("Tls:MaxBodyBytes must be at least 1024.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
