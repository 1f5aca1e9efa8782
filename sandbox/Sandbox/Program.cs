using Sandbox.Datasets;
using Sandbox.Models;
using Sandbox.Serving;

// The sealed worker. It is started by the gateway, the command or a test, and told everything on standard input.
using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stopping.Cancel();
};

return args switch
{
    ["serve"] => await ServeCommand.RunAsync(Console.In, Console.Error, stopping.Token),
    ["import"] => await ImportCommand.RunAsync(Console.In, Console.Out, Console.Error, stopping.Token),
    ["train"] => await TrainCommand.RunAsync(Console.In, Console.Out, Console.Error, stopping.Token),
    ["--help"] => Usage(Console.Out, 0),
    _ => Usage(Console.Error, 64),
};

static int Usage(TextWriter output, int exitCode)
{
    output.WriteLine("""
        Sandbox serve    reads a WorkerStart line on standard input, serves jobs on its unix socket until standard input ends
        Sandbox import   reads an ImportJob line, writes a data version to the staging folder, prints an ImportOutcome
        Sandbox train    reads a TrainJob line, writes a model and its card to the staging folder, prints a TrainOutcome
        """);
    return exitCode;
}
