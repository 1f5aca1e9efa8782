using Policies.Products;
using Policies.Tests.Shipped;
using Sandbox.Protocol.Models;

namespace Policies.Tests.Products;

public sealed class TrainJobCompilerTests
{
    private static readonly PolicySet Shipped = ShippedPolicies.Set;

    [Fact]
    public void Compile_ModelOfAProduct_CarriesAllThatTrainingNeeds()
    {
        var job = TrainJobCompiler.Compile(
            Shipped.Products["housing-credit"], Shipped.Datasets["housing-fund"], "housing-credit-logistic", "0123456789abcdef0123456789abcdef");
        job.Algorithm.ShouldBe(ModelAlgorithm.Logistic);
        job.ConsumerFeatures.ShouldBe(["income", "loan_amount"]);
        job.Features.ShouldNotContain("district");
        job.Dataset.Label.ShouldBe("defaulted");
        (job.Product, job.Model, job.Seed, job.DataVersion).ShouldBe(
            ("housing-credit", "housing-credit-logistic", 20220930UL, "0123456789abcdef0123456789abcdef"));
    }

    [Fact]
    public void Compile_WrongDatasetOrModel_SaysSo()
    {
        var product = Shipped.Products["housing-credit"];
        Should.Throw<ArgumentException>(() => TrainJobCompiler.Compile(product, Shipped.Datasets["residence"], "housing-credit-gbdt", "v"));
        Should.Throw<ArgumentException>(() => TrainJobCompiler.Compile(product, Shipped.Datasets["housing-fund"], "gbdt", "v"))
            .Message.ShouldContain("housing-credit-gbdt, housing-credit-logistic");
    }
}
