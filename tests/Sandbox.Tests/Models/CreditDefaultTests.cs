using Sandbox.Datasets;
using Sandbox.Models.Training;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Models;
using Testing.Processes;

namespace Sandbox.Tests.Models;

/// <summary>Real people: 30,000 credit-card clients (Yeh 2009), imported and trained on as a user would.</summary>
public sealed class CreditDefaultTests : IDisposable
{
    private const string Version = "0123456789abcdef0123456789abcdef";

    private static readonly string[] _personal = ["limit_bal", "sex", "education", "marriage", "age"];
    private static readonly string[] _monthly = ["pay_", "bill_amt_", "pay_amt_"];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("credit-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task LightGbm_OnCreditDefault_ReachesItsAucOnTheHeldOut()
    {
        if (!Repository.TryShared("data/credit-default/credit-default.csv", out var csv, out var reason)) Assert.Skip(reason);
        var version = Directory.CreateDirectory(DataLayout.Version(_data.FullName, "credit-default", Version)).FullName;
        string[] features = [.. _personal, .. _monthly.SelectMany(prefix => Enumerable.Range(1, 6).Select(month => $"{prefix}{month}"))];
        var spec = new DatasetSpec(
            "credit-default", "id", 1, [.. features.Append("defaulted").Select(name => new ColumnSpec(name, ColumnType.Integer))],
            [.. features.Select(name => new FeatureSpec(name, name, FeatureTake.Value, name))], "defaulted");
        var source = new CsvSource(
            features.Append("id").ToDictionary(FileName, name => name, StringComparer.Ordinal).Append(new("default.payment.next.month", "defaulted"))
                .ToDictionary(StringComparer.Ordinal), []);
        var imported = await new Importer(new ImportProgress(TextWriter.Null), TimeProvider.System)
            .RunAsync(new ImportJob(spec, source, Version, csv, version, new string('c', 64)), TestContext.Current.CancellationToken);
        imported.Error.ShouldBeNull();

        var (_, card) = ModelTrainer.Train(
            new TrainJob("credit-default", "gbdt", ModelAlgorithm.LightGbm, spec, Version, features, [], 20220930, _data.FullName, ""), DateTimeOffset.UnixEpoch);

        card.Auc.ShouldBeGreaterThanOrEqualTo(0.77);
        card.Ks.ShouldBeGreaterThanOrEqualTo(0.4);
        card.HeldOutSubjects.ShouldBe(8941);
        card.Calibration.ShouldAllBe(bin => Math.Abs(bin.Predicted - bin.Observed) < 0.06);
    }

    private static string FileName(string column) => column switch
    {
        "pay_1" => "PAY_0",
        _ when column.Contains("amt_", StringComparison.Ordinal) => column.Replace("amt_", "amt", StringComparison.Ordinal).ToUpperInvariant(),
        _ => column.ToUpperInvariant(),
    };
}
