using Policies.Products;
using Testing.Processes;

namespace Policies.Tests.Products;

public sealed class FeatureBoundsTests
{
    private static readonly PolicySet _shipped = PolicyFolder.Load(Path.Combine(Repository.Root, "policies")).Policies!;

    [Fact]
    public void EncryptedProducts_Shipped_AllHaveDeclaredBounds()
    {
        var products = _shipped.Products.Values.Where(p => p.Encrypted is not null).ToList();
        products.ShouldNotBeEmpty();
        foreach (var product in products)
            FeatureBounds.Of(_shipped.Datasets[product.Dataset], product.Encrypted!.ConsumerFeatures).ShouldNotBeNull(product.Product).ShouldAllBe(f => f.Lower < f.Upper);
    }

    [Theory]
    [InlineData("income", 0, 1_000_000)]
    [InlineData("months", 0, 36)]
    [InlineData("withdrawal_sum", 0, 36 * 500_000.0)]
    [InlineData("overdue_max", 0, 365)]
    public void Bounds_OfAFeature_FollowFromItsColumnAndHowItIsTaken(string feature, double lower, double upper)
    {
        var bounds = FeatureBounds.Of(_shipped.Datasets["housing-fund"], [feature]).ShouldNotBeNull();
        (bounds[0].Name, bounds[0].Lower).ShouldBe((feature, lower));
        bounds[0].Upper.ShouldBe(upper);
    }

    [Fact]
    public void Bounds_OfAnUnknownFeature_AreNone() => FeatureBounds.Of(_shipped.Datasets["housing-fund"], ["income", "unheard-of"]).ShouldBeNull();
}
