using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Policies.Contracts;
using Policies.Decisions;
using Policies.Products;
using Policies.Queries;
using Sandbox.Protocol.Jobs;
using static Policies.Tests.Decisions.Fixtures;

namespace Policies.Tests.Decisions;

public sealed class EvaluatorProperties
{
    private const int Cases = 20_000;
    private static readonly string[] Purposes = ["credit-granting", "post-loan", "anti-fraud"];
    private static readonly string[] Names = ["income", "loan_amount", "debt"];

    [Property(MaxTest = Cases)]
    public Property Evaluate_AnyInputs_GrantsExactlyWhatEveryRuleAllows() => Prop.ForAll(Inputs().ToArbitrary(), input =>
    {
        var decision = Evaluate(input.Contract, input);
        if (Allowed(input))
        {
            var terms = decision.ShouldBeOfType<Grant>().Terms.ShouldBeOfType<ScoreTerms>();
            var clause = input.Contract.Score!;
            (terms.Precision % clause.Precision).ShouldBe(0);
            terms.Reasons.ShouldBeLessThanOrEqualTo(clause.Reasons);
            terms.UnknownSubjects.ShouldBe(clause.UnknownSubjects);
        }
        else
        {
            var reasons = decision.ShouldBeOfType<Refusal>().Reasons;
            reasons.ShouldNotBeEmpty();
            reasons.ShouldNotContain(r => r.Code == ReasonTable.EvaluationFailed);
            reasons.Select(r => r.Code).Distinct().Count().ShouldBe(reasons.Count);
        }
    });

    [Property(MaxTest = Cases)]
    public Property Evaluate_PermissionRemoved_NeverTurnsARefusalIntoAGrant() => Prop.ForAll(
        Inputs().Zip(Gen.Choose(0, 7)).ToArbitrary(), pair =>
        {
            var (input, removal) = pair;
            if (Evaluate(input.Contract, input) is not Refusal) return;
            Evaluate(Remove(input.Contract, removal), input).ShouldBeOfType<Refusal>();
        });

    [Property(MaxTest = Cases)]
    public Property Evaluate_RestrictionAdded_NeverTurnsARefusalIntoAGrant() => Prop.ForAll(
        Inputs().Zip(Gen.Choose(0, 5)).ToArbitrary(), pair =>
        {
            var (input, restriction) = pair;
            if (Evaluate(input.Contract, input) is not Refusal) return;
            var product = restriction == 0 ? input.Product with { Score = null } : input.Product;
            Evaluate(Restrict(input.Contract, restriction), input with { Product = product }).ShouldBeOfType<Refusal>();
        });

    [Property(MaxTest = Cases)]
    public Property Evaluate_FeatureNobodyAskedFor_IsRefused() => Prop.ForAll(Inputs().ToArbitrary(), input =>
    {
        var extra = new Dictionary<string, IReadOnlyList<double?>>(input.Query.Features) { ["extra"] = new double?[input.Query.Subjects.Count] };
        Evaluate(input.Contract, input with { Query = input.Query with { Features = extra } }).ShouldBeOfType<Refusal>();
    });

    [Property(MaxTest = Cases)]
    public Property Evaluate_AnyPartMissing_IsARefusalAndNeverThrows() => Prop.ForAll(
        Inputs().Zip(Gen.Choose(0, 9)).ToArbitrary(), pair =>
        {
            var (input, missing) = pair;
            var (contract, product, query, now) = input;
            var decision = missing switch
            {
                0 => Evaluate(contract with { Purposes = null! }, input),
                1 => Evaluate(contract with { Quota = null! }, input with { Product = product with { Product = null! } }),
                2 => Evaluate(contract with { Product = null! }, input),
                3 => Evaluate(contract, input with { Product = product with { Models = null! } }),
                4 => Evaluate(contract, input with { Product = product with { Models = [null!] } }),
                5 => Evaluate(contract, input with { Product = null! }),
                6 => Evaluate(contract, input with { Query = null! }),
                7 => Evaluate(contract, input with { Query = query with { Subjects = null! } }),
                8 => Evaluate(contract, input with { Query = query with { Features = null! } }),
                _ => Evaluator.Evaluate(null!, product, query, now),
            };
            if (missing is 3 or 4 or 7 or 8 && contract.Score is null) return;
            if (missing is 3 or 4 && product.Score is null) return;
            decision.ShouldBeOfType<Refusal>();
        });

    [Property(MaxTest = Cases)]
    public Property Evaluate_SameInputs_GivesTheSameDecision() => Prop.ForAll(Inputs().ToArbitrary(), input =>
        Print(Evaluate(input.Contract, input)).ShouldBe(Print(Evaluate(Copy(input.Contract), input))));

    // The rules once more, as one sentence: an independent reading of what a contract means.
    private static bool Allowed(Input input)
    {
        var (contract, product, query, now) = input;
        var day = DateOnly.FromDateTime(now.UtcDateTime.AddHours(8));
        return day >= contract.ValidFrom && day <= contract.ValidTo
            && contract.Purposes.Contains(query.Purpose)
            && product.Score is not null && contract.Score is { } score
            && query.Subjects.Count <= score.MaxBatch
            && (query.Precision ?? score.Precision) % score.Precision == 0
            && (query.Reasons ?? 0) <= score.Reasons
            && (query.UnknownSubjects ?? score.UnknownSubjects) == score.UnknownSubjects
            && query.Features.Keys.ToHashSet().SetEquals(product.Models[0].ConsumerFeatures) && query.Incomplete.Count == 0;
    }

    private static ContractDocument Remove(ContractDocument contract, int removal) => (removal, contract.Score) switch
    {
        (0, _) => contract with { Purposes = [.. contract.Purposes.Skip(1)] },
        (1, _) => contract with { ValidFrom = contract.ValidFrom.AddDays(1) },
        (2, _) => contract with { ValidTo = contract.ValidTo.AddDays(-1) },
        (3, { } score) => contract with { Score = score with { MaxBatch = score.MaxBatch - 1 } },
        (4, { } score) => contract with { Score = score with { Precision = score.Precision * 2 } },
        (5, { } score) => contract with { Score = score with { Reasons = score.Reasons - 1 } },
        (6, { } score) => contract with { Score = score with { PerSubjectPerDay = 1 } },
        _ => contract with { Score = null },
    };

    private static ContractDocument Restrict(ContractDocument contract, int restriction) => (restriction, contract.Score) switch
    {
        (1, { } score) => contract with { Score = score with { PerSubjectPerDay = 1 } },
        (2, _) => contract with { Quota = new QuotaClause(1, 1, 1, 1, 1) },
        (3, { } score) => contract with { Score = score with { Precision = score.Precision * 3, Reasons = 0, MaxBatch = 1 } },
        (4, _) => contract with { ValidFrom = contract.ValidFrom.AddDays(1), ValidTo = contract.ValidTo.AddDays(-1) },
        (5, _) => contract with { Purposes = [.. contract.Purposes.Take(1)] },
        _ => contract,
    };

    private static Gen<Input> Inputs() =>
        from purposes in Gen.SubListOf(Purposes)
        from days in Gen.Choose(-2, 2).Two()
        from clause in Gen.OrNull(Clauses())
        from scored in Gen.Frequency((9, Gen.Constant(true)), (1, Gen.Constant(false)))
        from needed in Gen.SubListOf(Names)
        from query in Queries(needed.ToArray())
        from hours in Gen.Choose(-72, 72)
        select new Input(
            Contract with
            {
                Purposes = [.. purposes], Score = clause, ValidFrom = new DateOnly(2026, 6, 1).AddDays(days.Item1), ValidTo = new DateOnly(2026, 6, 2).AddDays(days.Item2),
            },
            Product with { Score = scored ? Product.Score : null, Models = [Product.Models[0] with { ConsumerFeatures = [.. needed] }] },
            query,
            Noon.AddHours(hours));

    private static Gen<ScoreClause> Clauses() =>
        from batch in Gen.Choose(1, 4)
        from precision in Gen.Elements(1, 2, 5, 10)
        from reasons in Gen.Choose(0, 3)
        from unknown in Gen.Elements(Enum.GetValues<UnknownSubjects>())
        select new ScoreClause(batch, precision, reasons, unknown, unknown == UnknownSubjects.Imputed, null);

    // Mostly the features that are needed, so that enough queries are granted to mean something.
    private static Gen<ScoreQuery> Queries(string[] needed) =>
        from purpose in Gen.Elements(Purposes)
        from count in Gen.Choose(1, 5)
        from sent in Gen.Frequency((4, Gen.Constant(needed)), (1, Gen.SubListOf(Names).Select(n => n.ToArray())))
        from incomplete in Gen.Frequency((6, Gen.Constant(false)), (1, Gen.Constant(true)))
        from precision in Gen.Elements<int?>(null, 1, 5, 7, 10, 20)
        from reasons in Gen.Elements<int?>(null, 0, 1, 3)
        from unknown in Gen.Elements<UnknownSubjects?>(null, null, UnknownSubjects.Refuse, UnknownSubjects.Prior, UnknownSubjects.Imputed)
        select new ScoreQuery(
            purpose, Subjects([.. Enumerable.Range(0, count).Select(i => $"S{i}")]), Features([.. sent.Select(n => (n, new double?[count]))]),
            incomplete ? [.. sent.Take(1)] : [], precision, reasons, unknown);

    private static Decision Evaluate(ContractDocument contract, Input input) =>
        Evaluator.Evaluate(new ContractVersion(contract, "00"), input.Product, input.Query, input.Now);

    private static ContractDocument Copy(ContractDocument contract) => contract with { Purposes = [.. contract.Purposes], Quota = contract.Quota with { } };

    private static string Print(Decision decision) => decision switch
    {
        Grant grant => JsonSerializer.Serialize(grant),
        Refusal refusal => JsonSerializer.Serialize(refusal),
        _ => throw new InvalidOperationException(),
    };

    private sealed record Input(ContractDocument Contract, ProductDocument Product, ScoreQuery Query, DateTimeOffset Now);
}
