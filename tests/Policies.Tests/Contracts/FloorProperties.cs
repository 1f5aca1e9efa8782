using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Policies.Contracts;
using Policies.Datasets;
using Policies.Decisions;
using Policies.Products;
using Policies.Tests.Shipped;
using Sandbox.Protocol.Jobs;
using static Policies.Tests.Decisions.Fixtures;

namespace Policies.Tests.Contracts;

/// <summary>The floor of product and classification, stated once more: it holds for every contract that validates, and for every grant of it.</summary>
public sealed class FloorProperties
{
    private const int Cases = 20_000;
    private static readonly ContractDocument Shipped = ShippedPolicies.Set.Contracts[("bank-ccb", "housing-credit")].Document;
    private static readonly ProductDocument ShippedProduct = ShippedPolicies.Set.Products["housing-credit"];
    private static readonly DatasetDocument ShippedDataset = ShippedPolicies.Set.Datasets["housing-fund"];

    [Property(MaxTest = Cases)]
    public Property Objections_AnyContractThatHasNone_KeepsEveryFloor() => Prop.ForAll(Inputs().ToArbitrary(), input =>
    {
        var (contract, product, dataset) = input;
        var sound = !ContractChecks.Objections(contract, product, dataset).Any();
        sound.ShouldBe(Keeps(contract, product, dataset));
        if (!sound || Evaluator.Evaluate(new ContractVersion(contract, "00"), product, Asked, Noon) is not Grant grant) return;
        var terms = grant.Terms.ShouldBeOfType<ScoreTerms>();
        terms.Precision.ShouldBeGreaterThanOrEqualTo(product.Floor.ScorePrecision);
        if (dataset.Classification != Classification.L4) return;
        terms.UnknownSubjects.ShouldBe(UnknownSubjects.Imputed);
        terms.Precision.ShouldBeGreaterThanOrEqualTo(5);
        terms.Reasons.ShouldBeLessThanOrEqualTo(1);
    });

    private static bool Keeps(ContractDocument contract, ProductDocument product, DatasetDocument dataset)
    {
        var highest = dataset.Classification == Classification.L4;
        var finest = Math.Max(product.Floor.ScorePrecision, highest ? 5 : 1);
        var score = contract.Score is not { } s
            || (s.Precision >= finest && (!highest || (s.Reasons <= 1 && s.UnknownSubjects == UnknownSubjects.Imputed)));
        var encrypted = contract.Encrypted is not { } e || (!highest && e.Precision >= finest && e.Features.Count == 2);
        var most = dataset.Classification switch { Classification.L1 => 2_000_000, Classification.L2 => 1_000_000, Classification.L3 => 500_000, _ => 100_000 };
        var aggregate = contract.Aggregate is not { } a
            || (a.EpsilonPerQuery.Micro <= Math.Min(most, product.Floor.MaxEpsilonPerQuery!.Value.Micro)
                && a.EpsilonPerQuery.Cost.NanoRho <= contract.Budget!.Window.NanoRho && !a.GroupBy.Contains("income") && !a.Where.Contains("income"));
        return score && encrypted && aggregate;
    }

    private static Gen<(ContractDocument, ProductDocument, DatasetDocument)> Inputs() =>
        from classification in Gen.Elements(Enum.GetValues<Classification>())
        from floor in Gen.Elements(1, 2, 5, 10)
        from maxEpsilon in Gen.Elements("0.05", "0.5", "3")
        from precision in Gen.Elements(1, 2, 5, 10).Two()
        from reasons in Gen.Choose(0, 3)
        from unknown in Gen.Elements(Enum.GetValues<UnknownSubjects>())
        from epsilon in Gen.Elements("0.01", "0.1", "0.3", "0.6", "1.5")
        from columns in Gen.SubListOf("district", "birth_year", "income").Two()
        from features in Gen.SubListOf("income", "loan_amount")
        from clauses in Gen.Choose(0, 7)
        select (
            Shipped with
            {
                Prices = null,
                Score = (clauses & 1) == 0 ? null : Shipped.Score! with { Precision = precision.Item1, Reasons = reasons, UnknownSubjects = unknown },
                Encrypted = (clauses & 2) == 0 ? null : Shipped.Encrypted! with { Precision = precision.Item2, Features = [.. features] },
                Aggregate = (clauses & 4) == 0 ? null : Shipped.Aggregate! with { EpsilonPerQuery = Epsilon(epsilon), GroupBy = [.. columns.Item1], Where = [.. columns.Item2] },
                Budget = (clauses & 4) == 0 ? null : Shipped.Budget,
            },
            ShippedProduct with { Floor = new FloorClause(floor, Epsilon(maxEpsilon)) },
            ShippedDataset with { Classification = classification });
}
