using System.Text;

namespace Sandbox.Box;

/// <summary>Lines of a stream that is not trusted to end them: what a line has beyond the bound is dropped.</summary>
public static class BoundedLines
{
    /// <summary>Reads to the end. A line that was cut is marked.</summary>
    public static async IAsyncEnumerable<(string Text, bool Cut)> ReadAsync(TextReader reader, int bound)
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        var cut = false;
        int read;
        while ((read = await reader.ReadAsync(buffer)) > 0)
        {
            for (var i = 0; i < read; i++)
            {
                if (buffer[i] is not '\n')
                {
                    if (line.Length < bound) line.Append(buffer[i]);
                    else cut = true;
                    continue;
                }
                yield return (line.ToString(), cut);
                line.Clear();
                cut = false;
            }
        }
        if (line.Length > 0) yield return (line.ToString(), cut);
    }
}
