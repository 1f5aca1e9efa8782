namespace Policies.Contracts;

/// <summary>Why processing is lawful: article 13 of the Personal Information Protection Law (个人信息保护法 第十三条).</summary>
/// <param name="Id">The id, in contracts.</param>
/// <param name="English">Its name in English.</param>
/// <param name="Chinese">Its name in Chinese.</param>
public sealed record LegalBasis(string Id, string English, string Chinese)
{
    /// <summary>The one list of bases.</summary>
    public static IReadOnlyList<LegalBasis> List { get; } =
    [
        new("consent", "The person agreed", "取得个人同意"),
        new("contract", "Needed for a contract with the person", "订立、履行个人作为一方当事人的合同所必需"),
        new("statutory-duty", "Needed for a duty or task by law", "履行法定职责或者法定义务所必需"),
        new("emergency", "Needed in an emergency, for life, health or property", "应对突发公共卫生事件或者紧急情况所必需"),
        new("other-law", "Another case that a law or regulation names", "法律、行政法规规定的其他情形"),
    ];

    internal static IReadOnlyList<(string, string)> Choices { get; } = [.. List.Select(b => (b.Id, b.Id))];
}
