using System.Text.Json;
using Sandbox.Models.Training;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;

namespace Sandbox.Models;

/// <summary>
/// <c>train</c>: one <see cref="TrainJob"/> line in, a model file and its card in the staging folder, one <see cref="TrainOutcome"/> line out.
/// A crash leaves a staging folder that nobody publishes.
/// </summary>
internal static class TrainCommand
{
    public static async Task<int> RunAsync(TextReader input, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        var outcome = await RunAsync(await input.ReadLineAsync(cancellation), errors, cancellation);
        await output.WriteLineAsync(JsonSerializer.Serialize(outcome, ProtocolJson.Default.TrainOutcome));
        return outcome.Ok ? 0 : 1;
    }

    private static async Task<TrainOutcome> RunAsync(string? line, TextWriter errors, CancellationToken cancellation)
    {
        try
        {
            if (line is null || JsonSerializer.Deserialize(line, ProtocolJson.Default.TrainJob) is not { } job) return Failed("The train job is missing.");
            await errors.WriteLineAsync($"training {job.Model} ({job.Algorithm})");
            var (file, card) = ModelTrainer.Train(job, TimeProvider.System.GetUtcNow());
            cancellation.ThrowIfCancellationRequested();
            await File.WriteAllBytesAsync(Path.Combine(job.StagingPath, DataLayout.ModelFile), file, cancellation);
            await File.WriteAllBytesAsync(
                Path.Combine(job.StagingPath, DataLayout.CardFile), JsonSerializer.SerializeToUtf8Bytes(card, ProtocolJson.Default.ModelCard), cancellation);
            return new TrainOutcome(true, card, null);
        }
        catch (JsonException)
        {
            return Failed("The train job cannot be read.");
        }
        catch (TrainingException exception)
        {
            return Failed(exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The type only: a message of an engine could carry a value of the data.
            return Failed($"Training failed: {exception.GetType().Name}.");
        }
    }

    private static TrainOutcome Failed(string error) => new(false, null, error);
}
