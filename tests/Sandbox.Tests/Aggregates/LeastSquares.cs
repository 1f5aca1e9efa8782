namespace Sandbox.Tests.Aggregates;

/// <summary>Normal equations by elimination with pivots, slightly regularised.</summary>
internal static class LeastSquares
{
    public static double[] Solve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        var (a, x) = ((double[,])matrix.Clone(), (double[])right.Clone());
        for (var i = 0; i < n; i++) a[i, i] += 1e-6;
        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(r => Math.Abs(a[r, column]));
            for (var j = 0; j < n; j++) (a[column, j], a[pivot, j]) = (a[pivot, j], a[column, j]);
            (x[column], x[pivot]) = (x[pivot], x[column]);
            for (var row = 0; row < n; row++)
            {
                if (row == column || a[row, column] == 0) continue;
                var factor = a[row, column] / a[column, column];
                for (var j = column; j < n; j++) a[row, j] -= factor * a[column, j];
                x[row] -= factor * x[column];
            }
        }
        return [.. x.Select((value, i) => value / a[i, i])];
    }
}
