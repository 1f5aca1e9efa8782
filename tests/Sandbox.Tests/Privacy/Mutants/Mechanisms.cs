using System.Numerics;
using Sandbox.Aggregates;
using Sandbox.Privacy.Accounting;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Noise;
using Sandbox.Privacy.Plans;
using Sandbox.Privacy.Selection;
using Sandbox.Tests.Aggregates;

namespace Sandbox.Tests.Privacy.Mutants;

/// <summary>Everything that a promise rests on, step by step. As it stands it is the product's; a mutant replaces one step by a bug.</summary>
internal class Mechanisms
{
    public virtual IRandomBits FreshBits() => new SecureBits();

    public virtual ulong Uniform(ulong bound, IRandomBits bits) => UniformSampler.Below(bound, bits);

    public virtual BigInteger Draw(INoise noise, IRandomBits bits) => noise.Sample(bits);

    public virtual INoiseAdder Adder(IRandomBits bits) => new NoiseAdder(bits);

    /// <summary>The row of a source value, or null for a value that the import refuses.</summary>
    public virtual BigInteger? Read(double value, long lower, long upper) =>
        double.IsFinite(value) && Math.Abs(value) < 1e18 ? BigInteger.Clamp(new BigInteger(Math.Round(value)), lower, upper) : null;

    public virtual IReadOnlyList<TestRow> Rank(IReadOnlyList<TestRow> rows) => rows;

    public virtual IReadOnlyList<ExactGroup> Table(BoundJob job, IReadOnlyList<TestRow> rows) => Reference.Table(job, rows);

    public virtual IReadOnlyList<Component> Components(Shape shape, Bounding plan, int reach) => shape.Components(plan, reach);

    public virtual IReadOnlyList<INoise> Noises(Spend spend, IReadOnlyList<Component> components) => spend.Noises(components);

    public virtual long Price(IReadOnlyList<Spend> spends) => spends.Sum(s => s.NanoRho);

    public virtual KeyThreshold Laplace(int reach, long microEpsilon, long femtoDelta, int minSubjects) =>
        KeyThresholds.Laplace(reach, microEpsilon, femtoDelta, minSubjects);

    public virtual BigInteger? Pass(KeyThreshold threshold, BigInteger people, int minSubjects, INoiseAdder adder) => threshold.Pass(people, adder);

    public virtual double Epsilon(double rho, double delta) => Conversion.Epsilon(rho, delta);
}
