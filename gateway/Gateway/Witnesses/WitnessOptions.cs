using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Gateway.Audit.Notes;
using Microsoft.Extensions.Options;

namespace Gateway.Witnesses;

/// <summary>Section <c>Witness</c>: who cosigns the log.</summary>
internal sealed class WitnessOptions
{
    /// <summary>The witnesses, each with <c>Url</c> and <c>Key</c>.</summary>
    [SuppressMessage("Design", "CA2227", Justification = "The configuration binder fills it.")]
    public IList<WitnessAddress> Witnesses { get; set; } = [];

    /// <summary>How many must cosign a checkpoint before receipts are proved by it; none given: all of them.</summary>
    [Range(0, 64)]
    public int? Needed { get; set; }

    /// <summary>How long entries may wait for that before nothing more is released.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxTail { get; set; } = TimeSpan.FromSeconds(60);
}

/// <summary>Where a witness is, and how it is known.</summary>
internal sealed class WitnessAddress
{
    /// <summary>Its submission prefix (C2SP tlog-witness).</summary>
    public string Url { get; set; } = "";

    /// <summary>Its vkey, as <c>dpg witness</c> prints it.</summary>
    public string Key { get; set; } = "";
}

[OptionsValidator]
internal sealed partial class WitnessOptionsValidator : IValidateOptions<WitnessOptions>;

/// <summary>What no attribute can say.</summary>
internal sealed class WitnessAddressValidator : IValidateOptions<WitnessOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, WitnessOptions options)
    {
        var errors = new List<string>();
        for (var i = 0; i < options.Witnesses.Count; i++)
        {
            var (url, key) = (options.Witnesses[i].Url, options.Witnesses[i].Key);
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && !(uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
                errors.Add($"Witness:Witnesses:{i}:Url is to be https, or http on loopback, not '{url}'.");
            if (!NoteKey.TryParse(key, out var parsed) || parsed.Kind != NoteKeyKind.Witness)
                errors.Add($"Witness:Witnesses:{i}:Key is no witness's key: name+id+base64, as `dpg witness` prints it.");
        }

        if (options.Witnesses.Select(w => w.Key).Distinct(StringComparer.Ordinal).Count() < options.Witnesses.Count)
            errors.Add("Witness:Witnesses names one key twice: each witness counts once.");
        if (options.Needed > options.Witnesses.Count) errors.Add($"Witness:Needed is {options.Needed}, but there are {options.Witnesses.Count} witnesses.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
