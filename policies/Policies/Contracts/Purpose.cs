using System.Collections.Frozen;

namespace Policies.Contracts;

/// <summary>A purpose for which personal data may be asked about. The list is closed: a contract grants some, and each request states one.</summary>
/// <param name="Id">The id, in contracts and requests; never changes once published.</param>
/// <param name="English">Its name in English.</param>
/// <param name="Chinese">Its name in Chinese.</param>
public sealed record Purpose(string Id, string English, string Chinese)
{
    /// <summary>The one list of purposes.</summary>
    public static IReadOnlyList<Purpose> List { get; } =
    [
        new("credit-granting", "Granting credit", "授信"),
        new("post-loan", "Managing a loan", "贷后管理"),
        new("anti-fraud", "Preventing fraud", "反欺诈"),
        new("account-opening", "Verifying who opens an account", "开户核验"),
        new("service-eligibility", "Deciding who may have a service", "业务办理资格"),
        new("insurance-underwriting", "Underwriting insurance", "保险核保"),
        new("claims-settlement", "Settling insurance claims", "保险理赔"),
        new("public-service", "Providing a public service", "公共服务"),
        new("statistics", "Statistics about groups", "统计分析"),
    ];

    /// <summary>The list by id.</summary>
    public static FrozenDictionary<string, Purpose> All { get; } = List.ToFrozenDictionary(p => p.Id, StringComparer.Ordinal);
}
