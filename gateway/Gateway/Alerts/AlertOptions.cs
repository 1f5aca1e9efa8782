using Microsoft.Extensions.Options;

namespace Gateway.Alerts;

/// <summary>Section <c>Alerts</c>.</summary>
internal sealed class AlertOptions
{
    /// <summary>What the secret begins with, as Standard Webhooks has it.</summary>
    public const string SecretPrefix = "whsec_";

    private const int LeastSecret = 24;

    /// <summary>Where alerts are pushed to; null: nowhere.</summary>
    public string? Webhook { get; set; }

    /// <summary>The key of its signatures: <c>whsec_</c> and base64 of 24 bytes or more.</summary>
    public string? WebhookSecret { get; set; }

    /// <summary>The secret's bytes; null when it is none.</summary>
    public byte[]? Secret()
    {
        if (WebhookSecret?.StartsWith(SecretPrefix, StringComparison.Ordinal) != true) return null;
        var bytes = new byte[WebhookSecret.Length];
        return Convert.TryFromBase64String(WebhookSecret[SecretPrefix.Length..], bytes, out var length) && length >= LeastSecret ? bytes[..length] : null;
    }
}

/// <summary>What no attribute can say.</summary>
internal sealed class AlertOptionsValidator : IValidateOptions<AlertOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, AlertOptions options)
    {
        var errors = new List<string>();
        if (options.Webhook is { } url && (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))))
            errors.Add($"Alerts:Webhook is to be https, or http on loopback, not '{url}'.");
        if (options.Webhook is not null && options.Secret() is null) errors.Add($"Alerts:WebhookSecret is to be {AlertOptions.SecretPrefix} and base64 of 24 bytes or more.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
