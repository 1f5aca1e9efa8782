using System.Globalization;
using System.Numerics;
using Policies.Aggregates.Conditions;
using Policies.Queries.Aggregates;
using Sandbox.Privacy.Measures;
using Sandbox.Privacy.Plans;
using Sandbox.Protocol.Jobs;

namespace Policies.Aggregates.Planning;

/// <summary>
/// What is measured, and what is computed from it. Everything is measured once: mean and variance of a column, all of its quantiles, and the number of rows
/// where a column that is never missing has its moments taken. The order is that of functions and names, not that of the query.
/// </summary>
internal sealed class MeasurePlanner(QueryColumns columns, int keep, bool hasPrivateKeys)
{
    private const int TreeLevels = 10;
    private readonly List<PlannedMeasure> _measures = [];
    private readonly Dictionary<(string Kind, string? Column), PlannedMeasure> _made = [];

    public IReadOnlyList<PlannedMeasure> Measures => _measures;

    /// <summary>A column whose bounds are too wide to be added up, or hold one value only; null: there is none.</summary>
    public string? Unfit { get; private set; }

    public List<PlannedOutput> Plan(IReadOnlyList<Selection> select)
    {
        var sorted = select.OrderBy(s => s.Function).ThenBy(s => s.Column?.Name, StringComparer.Ordinal).ToList();
        foreach (var selection in sorted)
            if (selection.Column is { } column && !IsFit(columns[column.Name])) Unfit = column.Name;
        if (Unfit is not null) return [];
        foreach (var selection in sorted.Where(s => s.Function is AggregateFunction.Mean or AggregateFunction.Variance)) Moments(selection.Column!.Name, sorted);
        return [.. sorted.SelectMany(Outputs).DistinctBy(o => o.Name, StringComparer.Ordinal)];
    }

    private IEnumerable<PlannedOutput> Outputs(Selection selection)
    {
        var name = FunctionName.Of(selection.Function).Id.Replace('-', '_');
        var of = selection.Column is { } column ? $"{name}({column.Name})" : name;
        switch (selection.Function)
        {
            case AggregateFunction.Count:
                yield return new PlannedOutput(of, OutputFunction.Count, Rows(), 0, MayBeNegative: false);
                break;
            case AggregateFunction.Histogram:
                yield return new PlannedOutput("count", OutputFunction.Count, Rows(), 0, MayBeNegative: false);
                break;
            case AggregateFunction.CountSubjects:
                yield return new PlannedOutput(of, OutputFunction.Count, hasPrivateKeys ? null : People(), 0, MayBeNegative: false);
                break;
            case AggregateFunction.Sum:
                yield return new PlannedOutput(of, OutputFunction.Sum, Sum(selection.Column!.Name), 0, columns[selection.Column.Name].Lattice!.Parts[0].Low < 0);
                break;
            case AggregateFunction.Mean or AggregateFunction.Variance:
                var function = selection.Function == AggregateFunction.Mean ? OutputFunction.Mean : OutputFunction.Variance;
                yield return new PlannedOutput(of, function, _made[("moments", selection.Column!.Name)], 0, MayBeNegative: true);
                break;
            default:
                foreach (var share in selection.Quantiles)
                {
                    var shown = selection.Function == AggregateFunction.Median
                        ? of
                        : string.Create(CultureInfo.InvariantCulture, $"{name}({selection.Column!.Name},{share / 1000m:0.###})");
                    yield return new PlannedOutput(shown, OutputFunction.Quantile, Tree(selection.Column!.Name), share, MayBeNegative: true);
                }

                break;
        }
    }

    private PlannedMeasure Rows() => _made.Where(m => m.Key.Kind == "moments" && !m.Value.Column!.Spec.Nullable).Select(m => m.Value).FirstOrDefault()
        ?? Once("rows", null, () => new PlannedMeasure(null, Both(new RowCountShape()), (_, noise) => new CountRows(null, noise)));

    private PlannedMeasure People() =>
        Once("people", null, () => new PlannedMeasure(null, Both(new SubjectCountShape()), (_, noise) => new CountSubjects(noise)));

    private PlannedMeasure Sum(string name) => Once("sum", name, () =>
    {
        var (row, person) = (Bounds(name), PersonBounds(name));
        return new PlannedMeasure(
            columns[name],
            new PlanMeasure(new SumShape(row.Low, row.High), new SumShape(person.Low, person.High)),
            (plan, noise) => plan == PlanKind.RankedRows ? new SumOf(name, row.Low, row.High, noise) : new SumOf(name, person.Low, person.High, noise));
    });

    private void Moments(string name, List<Selection> select) => Once("moments", name, () =>
    {
        var (low, high) = Bounds(name);
        var order = select.Exists(s => s.Function == AggregateFunction.Variance && string.Equals(s.Column!.Name, name, StringComparison.Ordinal)) ? 2 : 1;
        return new PlannedMeasure(columns[name], Both(new MomentsShape(low, high, order)), (_, noise) => new MomentsOf(name, low, high, order, noise));
    });

    private PlannedMeasure Tree(string name) => Once("tree", name, () =>
    {
        var (low, high) = Bounds(name);
        // As many leaves as there are values, where these are few.
        var levels = Math.Clamp((int)((BigInteger)high - low).GetBitLength(), 1, TreeLevels);
        return new PlannedMeasure(columns[name], Both(new TreeShape(levels)), (_, noise) => new TreeOf(name, low, high, levels, noise));
    });

    private PlannedMeasure Once(string kind, string? column, Func<PlannedMeasure> make)
    {
        if (_made.TryGetValue((kind, column), out var made)) return made;
        _made.Add((kind, column), made = make());
        _measures.Add(made);
        return made;
    }

    private (long Low, long High) Bounds(string name) => columns[name].Lattice!.Parts[0];

    // A person's total in a group: as declared, or as much as the rows that are kept can add up to.
    private (long Low, long High) PersonBounds(string name)
    {
        var (low, high) = Bounds(name);
        if (columns.SubjectBoundsOf(name) is not { } declared) return (Math.Min(0, low * keep), Math.Max(0, high * keep));
        var unit = Enumerable.Repeat(10m, columns[name].Spec.Scale).Aggregate(1m, (product, ten) => product * ten);
        return ((long)(declared.Lower * unit), (long)(declared.Upper * unit));
    }

    private bool IsFit(ColumnFacts column)
    {
        var (low, high) = column.Lattice!.Parts[0];
        return low < high && low >= -AggregateLimits.MaxBound && high <= AggregateLimits.MaxBound
            && Int128.Max(-(Int128)low, high) * keep <= AggregateLimits.MaxSubjectBound;
    }

    private static PlanMeasure Both(Shape shape) => new(shape, shape);
}
