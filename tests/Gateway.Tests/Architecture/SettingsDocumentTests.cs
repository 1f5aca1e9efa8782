using System.Text.RegularExpressions;
using Gateway.Alerts;
using Gateway.Answers;
using Gateway.Audit;
using Gateway.Contracts;
using Gateway.Hosting;
using Gateway.Identity;
using Gateway.Ledger;
using Gateway.Metrics;
using Gateway.Permits;
using Gateway.Quotas;
using Gateway.Stores;
using Gateway.Tls;
using Gateway.Witnesses;
using Gateway.Workers;
using Testing.Processes;

namespace Gateway.Tests.Architecture;

/// <summary>The operator's table of settings and the options classes say the same.</summary>
public sealed partial class SettingsDocumentTests
{
    private static readonly Dictionary<Type, string> Sections = new()
    {
        [typeof(GatewayOptions)] = "Gateway",
        [typeof(ListenOptions)] = "Gateway",
        [typeof(TlsOptions)] = "Tls",
        [typeof(IdentityOptions)] = "Identity",
        [typeof(PermitOptions)] = "Permits",
        [typeof(AnswerOptions)] = "Answers",
        [typeof(ContractOptions)] = "Contracts",
        [typeof(StoreOptions)] = "Stores",
        [typeof(QuotaOptions)] = "Quotas",
        [typeof(LedgerOptions)] = "Ledger",
        [typeof(WorkerOptions)] = "Sandbox",
        [typeof(AccessLogOptions)] = "Log",
        [typeof(AlertOptions)] = "Alerts",
        [typeof(WitnessOptions)] = "Witness",
        [typeof(MetricsOptions)] = "Metrics",
    };

    [Fact]
    public void OptionsClasses_All_AreKnownHere() =>
        ((Type[])[typeof(GatewayOptions), typeof(AccessLogOptions)]).SelectMany(t => t.Assembly.GetTypes())
            .Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal)).ShouldBe(Sections.Keys, ignoreOrder: true);

    [Fact]
    public void SettingsTable_EveryOption_IsThereAndNoOther()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));
        Row().Matches(page).Select(m => m.Groups["name"].Value).ShouldBe(
            Sections.SelectMany(s => s.Key.GetProperties()
                .Where(p => p.CanWrite || p.PropertyType.IsGenericType).Select(p => $"{s.Value}:{p.Name}")),
            ignoreOrder: true);
    }

    [GeneratedRegex(@"^\| `(?<name>\w+:\w+)` \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
