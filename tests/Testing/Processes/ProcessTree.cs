using System.Globalization;

namespace Testing.Processes;

/// <summary>The processes that a process has started, by <c>/proc</c>.</summary>
public static class ProcessTree
{
    /// <summary>Children, their children, and so on; those that end meanwhile are left out.</summary>
    public static IReadOnlyList<ProcessEntry> Descendants(int pid)
    {
        var all = Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => Read(int.Parse(name!, CultureInfo.InvariantCulture)))
            .OfType<ProcessEntry>()
            .ToLookup(p => p.Parent);
        var found = new List<ProcessEntry>();
        var open = new Queue<int>([pid]);
        while (open.TryDequeue(out var parent))
        {
            foreach (var child in all[parent])
            {
                found.Add(child);
                open.Enqueue(child.Id);
            }
        }

        return found;
    }

    private static ProcessEntry? Read(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var name = stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..stat.LastIndexOf(')')];
            var parent = int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
            return new ProcessEntry(pid, parent, name, File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' '));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

/// <summary>A process as <c>/proc</c> has it.</summary>
public sealed record ProcessEntry(int Id, int Parent, string Name, string CommandLine);
