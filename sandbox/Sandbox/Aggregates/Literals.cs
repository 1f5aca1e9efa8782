using System.Globalization;
using Sandbox.Datasets;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;

namespace Sandbox.Aggregates;

/// <summary>Literals and columns: whether they fit, and how a literal is written for an engine and for people.</summary>
internal static class Literals
{
    /// <summary>The literal is of the column's type.</summary>
    public static bool Fits(Literal literal, ColumnSpec column) => (literal, column.Type) is
        (TextLiteral, ColumnType.Text) or (NumberLiteral, ColumnType.Integer or ColumnType.Decimal)
        or (DateLiteral, ColumnType.Date) or (BooleanLiteral, ColumnType.Boolean)
        && (literal is not NumberLiteral number || FitsLattice(number.Value, column));

    /// <summary>The literal as text that the engine casts to the column's type, and that a key of an answer has.</summary>
    public static string Text(Literal literal, ColumnSpec column) => literal switch
    {
        TextLiteral text => text.Value,
        NumberLiteral number => Number(number.Value, column.Scale),
        DateLiteral date => date.Value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        BooleanLiteral boolean => boolean.Value ? "true" : "false",
        _ => throw new ArgumentOutOfRangeException(nameof(literal)),
    };

    /// <summary>A number of the lattice as text, exactly.</summary>
    public static string Number(long lattice, int scale) => Value(lattice, scale).ToString(CultureInfo.InvariantCulture);

    /// <summary>A number of the lattice, exactly.</summary>
    public static decimal Value(long lattice, int scale) => new(
        unchecked((int)(ulong)Math.Abs((decimal)lattice)), unchecked((int)((ulong)Math.Abs((decimal)lattice) >> 32)), 0, lattice < 0, (byte)scale);

    private static bool FitsLattice(long value, ColumnSpec column)
    {
        if (column.Type == ColumnType.Integer) return true;
        var limit = 1L;
        for (var i = 0; i < SpecCheck.DecimalDigits; i++) limit *= 10;
        return value > -limit && value < limit;
    }
}
