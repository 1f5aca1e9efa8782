using Spectre.Console;

namespace Gateway.Cli.Sessions;

/// <summary>Tables on standard output: drawn for a terminal, tab-separated when piped.</summary>
internal static class Tables
{
    public static async Task WriteAsync(Session session, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        if (System.Console.IsOutputRedirected || !ReferenceEquals(session.Out, System.Console.Out))
        {
            await session.Out.WriteLineAsync(string.Join('\t', columns));
            foreach (var row in rows) await session.Out.WriteLineAsync(string.Join('\t', row));
            return;
        }

        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in columns) table.AddColumn(new TableColumn(new Text(column)));
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(cell)));
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(session.Out) }).Write(table);
    }
}
