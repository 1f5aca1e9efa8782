using Sandbox.Protocol;
using Sandbox.Protocol.Models;

namespace Sandbox.Tests.Protocol;

public class SubjectSplitTests
{
    [Fact]
    public void Split_OfManyPeople_HoldsOutThirtyPercent()
    {
        const int people = 100_000;
        var heldOut = Enumerable.Range(0, people).Count(i => SubjectSplit.IsHeldOut(Subject($"P{i}")));
        // Five standard deviations of a binomial.
        ((double)heldOut / people).ShouldBe(SubjectSplit.HeldOutShare, 5 * Math.Sqrt(0.3 * 0.7 / people));
    }

    // Pinned: whoever was held out once must never be trained on.
    [Theory]
    [InlineData("1", false)]
    [InlineData("2", false)]
    [InlineData("3", true)]
    [InlineData("41010119900101001X", false)]
    public void Split_OfOnePerson_NeverChanges(string id, bool heldOut) => SubjectSplit.IsHeldOut(Subject(id)).ShouldBe(heldOut);

    private static SubjectId Subject(string id) => SubjectId.TryParse(id, out var subject) ? subject : throw new ArgumentException("bad id", nameof(id));
}
