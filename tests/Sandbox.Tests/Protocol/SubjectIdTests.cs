using FsCheck.Xunit;
using Sandbox.Protocol;

namespace Sandbox.Tests.Protocol;

public class SubjectIdTests
{
    [Theory]
    [InlineData("41010119900101001x", "41010119900101001X")]
    [InlineData("  a_b-9\t", "A_B-9")]
    public void SubjectId_OtherSpellings_HaveOneCanonicalForm(string text, string canonical)
    {
        SubjectId.TryParse(text, out var subject).ShouldBeTrue();
        subject.Value.ShouldBe(canonical);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("é")]
    [InlineData("ｘ")]
    [InlineData("a\0")]
    public void SubjectId_BadText_IsRefused(string? text) => SubjectId.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void SubjectId_Length_IsBounded()
    {
        SubjectId.TryParse(new string('A', SubjectId.MaxLength), out _).ShouldBeTrue();
        SubjectId.TryParse(new string('A', SubjectId.MaxLength + 1), out _).ShouldBeFalse();
    }

    [Property]
    public bool SubjectId_Canonical_IsItsOwnCanonicalForm(string? text) =>
        !SubjectId.TryParse(text, out var once) || (SubjectId.TryParse(once.Value, out var twice) && once == twice);
}
