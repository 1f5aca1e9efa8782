using System.Collections.Frozen;
using System.Numerics;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Noise;
using Sandbox.Privacy.Plans;
using Sandbox.Privacy.Selection;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Aggregates;

/// <summary>
/// A job held against the spec that was proved at import. All that noise depends on is decided here, of public facts: plan, reach, bounds and prices. The data
/// is not open yet.
/// </summary>
internal sealed class BoundJob
{
    private readonly FrozenDictionary<string, ColumnSpec> _columns;

    private BoundJob(AggregateJob job, DatasetSpec spec)
    {
        Job = job;
        Spec = spec;
        _columns = spec.Columns.ToFrozenDictionary(c => c.Name, StringComparer.Ordinal);
        Plan = job.Plan switch
        {
            RankedRows ranked => Bounding.RankedRows(ranked.Rows),
            PerSubject perSubject => Bounding.PerSubject(perSubject.Groups, perSubject.RowsPerGroup),
            _ => throw new ArgumentOutOfRangeException(nameof(job)),
        };
    }

    public AggregateJob Job { get; }

    public DatasetSpec Spec { get; }

    public Bounding Plan { get; }

    /// <summary>Δ₀.</summary>
    public int Reach { get; private init; }

    /// <summary>Neither the groups nor the filter tell two rows of one person apart.</summary>
    public bool PeopleConstant { get; private init; }

    /// <summary>Groups can be cut: a person could be in more of them than L₀.</summary>
    public bool CutsGroups => Plan.Kind == PlanKind.PerSubject && !KeysConstant && Plan.Groups < Spec.MaxRows;

    /// <summary>Rows can be cut within a group.</summary>
    public bool CutsRows => Plan.Kind == PlanKind.PerSubject && Plan.Rows < Spec.MaxRows;

    /// <summary>One a measurement.</summary>
    public IReadOnlyList<Shape> Shapes { get; private init; } = [];

    /// <summary>One list of components' noises a measurement.</summary>
    public IReadOnlyList<IReadOnlyList<INoise>> Noises { get; private init; } = [];

    /// <summary>Null when no key is private.</summary>
    public KeyThreshold? Threshold { get; private init; }

    private bool KeysConstant { get; init; }

    /// <summary>Null when the job does not fit the spec: a column is not there or of another type, or a bound overflows the plan.</summary>
    public static BoundJob? TryBind(AggregateJob job, DatasetSpec spec)
    {
        var bound = new BoundJob(job, spec);
        if (!job.GroupBy.All(bound.Fits) || !job.Measurements.All(bound.Fits)) return null;
        if (job.GroupBy.Select(g => g.Column).Distinct(StringComparer.Ordinal).Count() != job.GroupBy.Count) return null;
        if (job.Where is { } where && !PredicateCheck.Fits(where, bound.Column)) return null;

        var keysConstant = job.GroupBy.All(g => bound.IsConstant(g.Column));
        var reach = bound.Plan.Reach(keysConstant, job.Selection is null ? AggregateJobReader.PublicGroups(job) : null);
        if (job.Selection is { } selection && selection.FemtoDelta < reach) return null;
        var shapes = job.Measurements.Select(ShapeOf).ToList();
        return new BoundJob(job, spec)
        {
            KeysConstant = keysConstant,
            PeopleConstant = keysConstant && PredicateCheck.Columns(job.Where).All(bound.IsConstant),
            Reach = reach,
            Shapes = shapes,
            Noises = [.. job.Measurements.Zip(shapes, (m, s) => SpendOf(m.Noise).Noises(s.Components(bound.Plan, reach)))],
            Threshold = job.Selection is { } keys ? ThresholdOf(keys, reach) : null,
        };
    }

    /// <summary>The column, which is there.</summary>
    public ColumnSpec ColumnOf(string name) => _columns[name];

    private ColumnSpec? Column(string name) => _columns.GetValueOrDefault(name);

    private bool IsConstant(string column) => Spec.MaxRows == 1 || _columns[column].PerSubjectConstant;

    private bool Fits(GroupColumn group) => Column(group.Column) is { } column && group switch
    {
        PublicKeys keys => column.Type != ColumnType.Decimal && keys.Keys.All(k => Literals.Fits(k, column)),
        PrivateKeys => column.Type != ColumnType.Decimal,
        _ => IsNumber(column),
    };

    // A sum's bounds are a row's under ranked rows, and then limited as other rows' bounds are.
    private bool Fits(Measurement measurement) => measurement switch
    {
        CountSubjects => true,
        CountRows count => count.Column is null || Column(count.Column) is not null,
        SumOf sum => IsNumber(Column(sum.Column)) && (Plan.Kind == PlanKind.PerSubject
            || BigInteger.Max(BigInteger.Abs(sum.Lower), BigInteger.Abs(sum.Upper)) <= AggregateLimits.MaxBound),
        MomentsOf moments => IsNumber(Column(moments.Column)),
        TreeOf tree => IsNumber(Column(tree.Column)),
        _ => false,
    };

    private static bool IsNumber(ColumnSpec? column) => column?.Type is ColumnType.Integer or ColumnType.Decimal;

    private static Shape ShapeOf(Measurement measurement) => measurement switch
    {
        CountSubjects => new SubjectCountShape(),
        SumOf sum => new SumShape(sum.Lower, sum.Upper),
        MomentsOf moments => new MomentsShape(moments.Lower, moments.Upper, moments.Order),
        TreeOf tree => new TreeShape(tree.Levels),
        _ => new RowCountShape(),
    };

    private static Spend SpendOf(Noise noise) =>
        noise is GaussianNoise gaussian ? Spend.Gaussian(gaussian.NanoRho) : Spend.Laplace(((LaplaceNoise)noise).MicroEpsilon);

    private static KeyThreshold ThresholdOf(KeySelection keys, int reach) => (keys.Mechanism, keys.Noise) switch
    {
        (KeyMechanism.Gaussian, GaussianNoise gaussian) => KeyThresholds.Gaussian(reach, gaussian.NanoRho, keys.FemtoDelta, keys.MinSubjects),
        (KeyMechanism.Laplace, LaplaceNoise laplace) => KeyThresholds.Laplace(reach, laplace.MicroEpsilon, keys.FemtoDelta, keys.MinSubjects),
        (_, LaplaceNoise laplace) => KeyThresholds.TruncatedGeometric(reach, laplace.MicroEpsilon, keys.FemtoDelta, keys.MinSubjects),
        _ => throw new ArgumentOutOfRangeException(nameof(keys)),
    };
}
