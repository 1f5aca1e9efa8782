// A hostile worker: tries what it is told to, one attempt a line of standard input, and says what came of each.
using Probe;

while (await Console.In.ReadLineAsync() is { } line)
{
    var (name, argument) = line.Split('\t', 2) is [var n, var a] ? (n, a) : (line, "");
    await Console.Out.WriteLineAsync($"{name}\t{await Attempts.TryAsync(name, argument)}");
}
return 0;
