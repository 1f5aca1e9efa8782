using System.Globalization;
using Gateway.Audit;
using Gateway.Contracts.Store;
using Policies.Lifecycle;

namespace Gateway.Contracts.Lifecycle;

/// <summary>What the access log says of the lives of contracts.</summary>
internal static class ContractEvents
{
    /// <summary>What an ended contract left was removed; the entry says how much.</summary>
    public const string Purged = "contract-purged";

    /// <summary>The last step of a version.</summary>
    public static EventEntry Of(StoredContract contract)
    {
        var step = contract.Life.Steps[^1];
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["contract"] = contract.Document.Contract,
            ["version"] = contract.Document.Version.ToString(CultureInfo.InvariantCulture),
            ["sha256"] = contract.Version.Sha256,
            ["consumer"] = contract.Document.Consumer,
            ["product"] = contract.Document.Product,
            ["state"] = contract.State.Word(),
            ["by"] = step.By,
        };
        if (step.Note is { } note) facts["note"] = note;
        return new EventEntry { Time = step.At, Event = $"contract-{step.Step.Done()}", Facts = facts };
    }
}
