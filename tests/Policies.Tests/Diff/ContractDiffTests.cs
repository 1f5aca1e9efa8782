using System.Text.Json.Nodes;
using Policies.Contracts;
using Policies.Diff;
using Sandbox.Protocol.Jobs;
using static Policies.Tests.Decisions.Fixtures;

namespace Policies.Tests.Diff;

public sealed class ContractDiffTests
{
    [Fact]
    public void Between_SameContract_SaysNothing() => ContractDiff.Between(Whole, Whole with { Purposes = [.. Whole.Purposes.Reverse()] }).ShouldBeEmpty();

    [Fact]
    public void Between_PurposeGainedAndLost_SaysWhoGainsAndLosesWhat()
    {
        var changes = ContractDiff.Between(Whole, Whole with { Purposes = ["credit-granting", "anti-fraud"] });
        changes.Select(c => (c.Field, c.Effect, c.English)).ShouldBe(
        [
            ("purpose", ChangeEffect.Loosened, "bank-ccb gains of purposes: anti-fraud."),
            ("purpose", ChangeEffect.Tightened, "bank-ccb loses of purposes: post-loan."),
        ]);
        changes.Select(c => c.Chinese).ShouldBe(["bank-ccb 获得用途：anti-fraud。", "bank-ccb 失去用途：post-loan。"]);
    }

    [Fact]
    public void Between_NumbersRaised_SaysWhetherThatLoosensOrTightens()
    {
        var after = Whole with { ValidTo = new(2028, 1, 1), Score = Whole.Score! with { Precision = 10, PerSubjectPerDay = null } };
        ContractDiff.Between(Whole, after).Select(c => (c.Effect, c.English)).ShouldBe(
        [
            (ChangeEffect.Loosened, "The last day is loosened from 2027-12-31 to 2028-01-01."),
            (ChangeEffect.Tightened, "The finest precision of scores is tightened from 5 points to 10 points."),
            (ChangeEffect.Loosened, "The number of scores a person and day is loosened from 4 to no limit."),
        ]);
    }

    [Fact]
    public void Between_ClauseGainedOrLost_SaysItAsAWhole()
    {
        var change = ContractDiff.Between(Whole with { Encrypted = null }, Whole).ShouldHaveSingleItem();
        change.English.ShouldBe("bank-ccb gains encrypted scores: features income, loan_amount; precision 5 points; maxBatch 4096; perSubject 4.");
        ContractDiff.Between(Whole, Whole with { Encrypted = null }).ShouldHaveSingleItem().English.ShouldBe("bank-ccb loses encrypted scores altogether.");
    }

    [Fact]
    public void Between_MeasuresLeftOut_IsSaid() =>
        ContractDiff.Between(Whole, Whole with { Aggregate = Whole.Aggregate! with { Measures = null } }).Count.ShouldBe(2);

    /// <summary>The fields of the identity and the fields of the difference are the same: a new one cannot be forgotten.</summary>
    [Fact]
    public void Fields_OfTheDifference_AreTheFieldsOfTheDocument()
    {
        var document = Leaves("", ContractIdentity.ToJson(Whole)).ToHashSet();
        var compared = ContractFields.Common.Concat(ContractFields.Clauses.SelectMany(c => c.Fields)).Select(f => f.Key).ToList();
        compared.ShouldBeUnique();
        compared.Where(key => !key.StartsWith("price.", StringComparison.Ordinal)).ToHashSet().SetEquals(document.Where(key => key != "price")).ShouldBeTrue(
            $"differ in {string.Join(", ", document.Except(compared).Concat(compared.Except(document)))}");
        compared.Count(key => key.StartsWith("price.", StringComparison.Ordinal)).ShouldBe(6);
    }

    /// <summary>Whatever changes the identity is said, in both languages.</summary>
    [Fact]
    public void Between_AnyFieldChanged_IsSaidInBothLanguages()
    {
        var (score, aggregate, encrypted, budget, price) = (Whole.Score!, Whole.Aggregate!, Whole.Encrypted!, Whole.Budget!, Whole.Prices![0]);
        ContractDocument[] others =
        [
            Whole with { Contract = "x" }, Whole with { Version = 2 }, Whole with { Consumer = "x" }, Whole with { Product = "x" }, Whole with { Purposes = ["post-loan"] },
            Whole with { LegalBasis = "contract" }, Whole with { ValidFrom = new(2026, 1, 2) }, Whole with { ValidTo = new(2026, 1, 2) },
            Whole with { Quota = Whole.Quota with { PerSecond = 1 } }, Whole with { Quota = Whole.Quota with { PerDay = 1 } },
            Whole with { Quota = Whole.Quota with { PerMonth = 1 } }, Whole with { Quota = Whole.Quota with { SubjectsPerDay = null } },
            Whole with { Quota = Whole.Quota with { SubjectsPerMonth = 1 } },
            Whole with { Quota = Whole.Quota with { DistinctPerDay = null } }, Whole with { Quota = Whole.Quota with { DistinctPerMonth = 1 } },
            Whole with { Score = score with { MaxBatch = 1 } }, Whole with { Score = score with { Precision = 6 } }, Whole with { Score = score with { Reasons = 0 } },
            Whole with { Score = score with { UnknownSubjects = UnknownSubjects.Prior } }, Whole with { Score = score with { AcceptsImputed = true } },
            Whole with { Score = score with { PerSubjectPerDay = 5 } },
            Whole with { Aggregate = aggregate with { Functions = [aggregate.Functions[0]] } }, Whole with { Aggregate = aggregate with { GroupBy = [] } },
            Whole with { Aggregate = aggregate with { Where = [] } }, Whole with { Aggregate = aggregate with { Measures = [] } },
            Whole with { Aggregate = aggregate with { EpsilonPerQuery = Epsilon("0.06") } },
            Whole with { Encrypted = encrypted with { Features = ["income"] } }, Whole with { Encrypted = encrypted with { Precision = 6 } },
            Whole with { Encrypted = encrypted with { MaxBatch = 1 } }, Whole with { Encrypted = encrypted with { PerSubjectPerDay = null } },
            Whole with { Budget = budget with { Window = budget.Window with { NanoRho = 1 } } }, Whole with { Budget = budget with { Window = budget.Window with { FemtoDelta = 1 } } },
            Whole with { Budget = budget with { Lifetime = budget.Lifetime with { NanoRho = 1 } } }, Whole with { Budget = budget with { Lifetime = budget.Lifetime with { FemtoDelta = 1 } } },
            Whole with { Prices = [price with { Fen = 0 }] }, Whole with { Prices = [] },
            Whole with { Score = null }, Whole with { Aggregate = null }, Whole with { Encrypted = null }, Whole with { Budget = null },
        ];
        foreach (var other in others)
        {
            ContractIdentity.VersionOf(other).Sha256.ShouldNotBe(ContractIdentity.VersionOf(Whole).Sha256);
            var changes = ContractDiff.Between(Whole, other);
            changes.ShouldNotBeEmpty();
            changes.ShouldAllBe(c => c.English.EndsWith('.') && c.Chinese.EndsWith('。'));
        }
    }

    // Lists are one leaf each, and so are measures, whose keys are columns.
    private static IEnumerable<string> Leaves(string path, JsonNode? node) =>
        node is JsonObject map && !path.EndsWith("measures", StringComparison.Ordinal)
            ? map.SelectMany(m => Leaves(path.Length == 0 ? m.Key : $"{path}.{m.Key}", m.Value))
            : [path];
}
