using Gateway.Cli.Sessions;
using Spectre.Console;

namespace Gateway.Cli.Platform;

/// <summary>A step that takes a while, with what it says of itself: a spinner on a terminal, one line otherwise.</summary>
internal static class Steps
{
    public static async Task<T> RunAsync<T>(Session session, string title, Func<IProgress<string>, Task<T>> step)
    {
        var started = session.Time.GetTimestamp();
        var result = await session.Console.Status().StartAsync(
            Markup.Escape(title),
            status => step(new Lines(line => status.Status(Markup.Escape($"{title} · {BoxProgress.Show(line)}")))));
        session.Console.WriteLine($"{title} · {session.Time.GetElapsedTime(started).TotalSeconds:0.0} s");
        return result;
    }

    // Progress<T> would post to the thread pool, out of order and after the end.
    private sealed class Lines(Action<string> show) : IProgress<string>
    {
        public void Report(string value) => show(value);
    }
}
