using System.Text;
using Policies.Aggregates;
using Policies.Contracts;
using Policies.Tests.Decisions;
using Sandbox.Protocol.Jobs;
using static Policies.Tests.Decisions.Fixtures;

namespace Policies.Tests.Contracts;

public sealed class ContractIdentityTests
{
    [Fact]
    public void VersionOf_Document_IsTheHashOfItsCanonicalJson()
    {
        // Computed with sha256sum over the text below: an identity must never change.
        Encoding.UTF8.GetString(CanonicalJson.Serialize(ContractIdentity.ToJson(Fixtures.Contract))).ShouldBe(
            """{"consumer":"bank-ccb","contract":"ccb-housing-credit","legalBasis":"consent","product":"housing-credit","purpose":["credit-granting","post-loan"],"quota":{"perDay":1000,"perMonth":20000,"perSecond":50},"score":{"acceptsImputed":false,"maxBatch":3,"perSubject":"4/day","precision":5,"reasons":2,"unknownSubjects":"refuse"},"valid":{"from":"2026-01-01","to":"2027-12-31"},"version":1}""");
        ContractIdentity.VersionOf(Fixtures.Contract).Sha256.ShouldBe("126878fa5986273a5eaa14d29ee25db448e965027630bd96f4d7129170dd0f8b");
    }

    [Fact]
    public void Load_CommentsAndOrderOfKeysChanged_KeepsTheIdentity()
    {
        using var policies = new TemporaryPolicies()
            .Replace("contracts/ccb-credit-default.yaml", "maxBatch: 1000, precision: 1,", "precision: 1, maxBatch: 1000,")
            .Replace("contracts/ccb-credit-default.yaml", "version: 1\n", "\n# a comment\nversion: 1\n");
        using var shipped = new TemporaryPolicies();
        Identity(policies).ShouldBe(Identity(shipped));
        Identity(policies.Replace("contracts/ccb-credit-default.yaml", "perSecond: 20000", "perSecond: 20001")).ShouldNotBe(Identity(shipped));

        static string Identity(TemporaryPolicies folder) =>
            PolicyFolder.Load(folder.Folder).Policies!.Contracts[("bank-ccb", "credit-default")].Sha256;
    }

    [Fact]
    public void VersionOf_EveryFieldChanged_ChangesTheIdentity()
    {
        var contract = Fixtures.Whole;
        var (aggregate, encrypted, budget, price) = (contract.Aggregate!, contract.Encrypted!, contract.Budget!, contract.Prices![0]);
        var score = contract.Score!;
        ContractDocument[] others =
        [
            contract with { Contract = "x" }, contract with { Version = 2 }, contract with { Consumer = "x" }, contract with { Product = "x" },
            contract with { Purposes = ["credit-granting"] }, contract with { LegalBasis = "contract" }, contract with { ValidFrom = new(2026, 1, 2) },
            contract with { ValidTo = new(2026, 1, 2) }, contract with { Score = null },
            contract with { Score = score with { MaxBatch = 2 } }, contract with { Score = score with { Precision = 6 } },
            contract with { Score = score with { Reasons = 1 } }, contract with { Score = score with { UnknownSubjects = UnknownSubjects.Prior } },
            contract with { Score = score with { AcceptsImputed = true } }, contract with { Score = score with { PerSubjectPerDay = 5 } },
            contract with { Score = score with { PerSubjectPerDay = null } }, contract with { Quota = contract.Quota with { PerSecond = 1 } },
            contract with { Quota = contract.Quota with { PerDay = 1 } }, contract with { Quota = contract.Quota with { PerMonth = 1 } },
            contract with { Quota = contract.Quota with { SubjectsPerDay = 1 } }, contract with { Quota = contract.Quota with { SubjectsPerMonth = 1 } },
            contract with { Quota = contract.Quota with { DistinctPerDay = 1 } }, contract with { Quota = contract.Quota with { DistinctPerMonth = 1 } },
            contract with { Aggregate = null }, contract with { Encrypted = null }, contract with { Budget = null }, contract with { Prices = null },
            contract with { Aggregate = aggregate with { Functions = [AggregateFunction.Count] } },
            contract with { Aggregate = aggregate with { GroupBy = [] } }, contract with { Aggregate = aggregate with { Where = [] } },
            contract with { Aggregate = aggregate with { Measures = null } }, contract with { Aggregate = aggregate with { Measures = [] } },
            contract with { Aggregate = aggregate with { Measures = [aggregate.Measures![0] with { Functions = [AggregateFunction.Mean] }] } },
            contract with { Aggregate = aggregate with { EpsilonPerQuery = Epsilon("0.06") } },
            contract with { Encrypted = encrypted with { Features = [] } }, contract with { Encrypted = encrypted with { Precision = 6 } },
            contract with { Encrypted = encrypted with { MaxBatch = 1 } }, contract with { Encrypted = encrypted with { PerSubjectPerDay = 1 } },
            contract with { Budget = budget with { Window = new(1, 1) } }, contract with { Budget = budget with { Window = budget.Window with { FemtoDelta = 2 } } },
            contract with { Budget = budget with { Lifetime = new(1, 1) } }, contract with { Budget = budget with { Lifetime = budget.Lifetime with { FemtoDelta = 2 } } },
            contract with { Prices = [price with { Operation = Operation.Encrypted }] }, contract with { Prices = [price with { Per = PriceUnit.Call }] },
            contract with { Prices = [price with { Fen = 1 }] },
        ];
        others.Append(contract).Select(c => ContractIdentity.VersionOf(c).Sha256).Distinct().Count().ShouldBe(others.Length + 1);
    }
}
