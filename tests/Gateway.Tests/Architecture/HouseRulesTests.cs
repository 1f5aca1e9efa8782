using System.Text.RegularExpressions;
using Policies.Decisions;
using Testing.Processes;

namespace Gateway.Tests.Architecture;

public sealed partial class HouseRulesTests
{
    private const int MaxLines = 400;
    private const int MedianLines = 65;

    [Fact]
    public void Files_OfCode_AreSmall()
    {
        var sizes = ((string[])["policies", "sandbox", "gateway", "tests"])
            .SelectMany(top => Directory.EnumerateFiles(Path.Combine(Repository.Root, top), "*.cs", SearchOption.AllDirectories))
            .ToDictionary(f => Path.GetRelativePath(Repository.Root, f), f => File.ReadLines(f).Count(), StringComparer.Ordinal);
        sizes.Count.ShouldBeGreaterThan(100);
        sizes.Where(s => s.Value > MaxLines).ShouldBeEmpty();
        sizes.Values.Order().ElementAt(sizes.Count / 2).ShouldBeLessThanOrEqualTo(MedianLines);
    }

    [Fact]
    public void ReasonTable_Codes_AreKebabCaseUniqueAndInBothLanguages()
    {
        ReasonTable.All.Count.ShouldBe(typeof(ReasonTable).GetFields().Count(f => f.FieldType == typeof(ReasonCode)));
        foreach (var (key, code) in ReasonTable.All)
        {
            key.ShouldBe(code.Code);
            code.Code.ShouldMatch("^[a-z]+(-[a-z]+)*$");
            code.Status.ShouldBeInRange(400, 599);
            foreach (var text in (string[])[code.Title, code.Detail, code.TitleZh, code.DetailZh]) text.ShouldNotBeNullOrWhiteSpace(code.Code);
            Chinese().IsMatch(code.TitleZh).ShouldBeTrue(code.Code);
            Chinese().IsMatch(code.Title + code.Detail).ShouldBeFalse(code.Code);
            Places(code.Detail).ShouldBe(Places(code.DetailZh), $"{code.Code}: both languages tell as much");
        }
    }

    [Fact]
    public void Decisions_EachOne_HasANumberOfItsOwnAndIsInTheIndex()
    {
        var folder = Path.Combine(Repository.Root, "docs", "adr");
        var index = File.ReadAllText(Path.Combine(folder, "README.md"));
        var decisions = Directory.EnumerateFiles(folder, "0*.md").Select(f => Path.GetFileName(f)).ToArray();
        decisions.Select(d => d[..4]).ShouldBeUnique();
        decisions.ShouldAllBe(d => index.Contains($"({d})", StringComparison.Ordinal));
    }

    /// <summary>How many arguments a sentence tells. A code may have one for each language, so their numbers may differ.</summary>
    private static int Places(string sentence) => Place().Matches(sentence).Select(m => m.Value).Distinct(StringComparer.Ordinal).Count();

    [GeneratedRegex(@"\{\d\}", RegexOptions.None, 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.None, 1000)]
    private static partial Regex Chinese();
}
