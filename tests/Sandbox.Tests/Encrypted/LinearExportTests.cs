using Microsoft.ML;
using Microsoft.ML.Data;
using Sandbox.Encrypted;
using Sandbox.Models;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Encrypted;
using Sandbox.Protocol.Models;
using Sandbox.Tests.Scores;

namespace Sandbox.Tests.Encrypted;

/// <summary>The exported weights against ML.NET's own <c>Transform</c>, on the same file and the same people.</summary>
public sealed class LinearExportTests(SyntheticCity city)
{
    private readonly byte[] _file = File.ReadAllBytes(Path.Combine(DataLayout.Model(city.Data, city.Logistic.Sha256), DataLayout.ModelFile));

    [Theory]
    [InlineData(0, 20_000)]
    [InlineData(-1_000_000, 5_000_000)]
    public void Points_OfBothParts_AreThoseOfMlNet(double lower, double upper)
    {
        var model = ScoringModel.Load(_file);
        EncryptedFeature feature = new("income", lower, upper);
        var export = LinearExport.TryCreate(model, [feature]).ShouldNotBeNull();
        float[][] people = [.. city.Rows.Values.Where(row => !row.Any(float.IsNaN)).Take(1000)];
        var theirs = Transform(model, people);
        var encoded = new float[model.Encoding.Length];
        for (var i = 0; i < people.Length; i++)
        {
            var government = ScoreScale.Points(export.GovernmentLogOdds(people[i], encoded));
            var points = government + export.Constant + (export.Weights.Span[0] * feature.Encode(people[i][4]));
            // ML.NET's probability is single-precision: 1e-6 of it is a hundredth of a point at odds of 15 : 1.
            var p = 1 / (1 + Math.Exp((points - ScoreScale.Points(0)) / ScoreScale.Factor));
            p.ShouldBe(theirs[i], 2e-6);
        }
    }

    [Fact]
    public void GovernmentPart_WhateverTheConsumersFeature_IsTheSame()
    {
        var model = ScoringModel.Load(_file);
        var export = LinearExport.TryCreate(model, [EncryptedJobs.Income]).ShouldNotBeNull();
        var encoded = new float[model.Encoding.Length];
        var row = city.Rows["P1"].ToArray();
        var parts = new[] { 0f, 8_000, 1e9f, float.NaN }.Select(income => export.GovernmentLogOdds([row[0], row[1], row[2], row[3], income], encoded));
        parts.Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public void Model_ThatIsNoLogisticOneOrTakesOtherFeatures_IsNotExported()
    {
        var trees = ScoringModel.Load(File.ReadAllBytes(Path.Combine(DataLayout.Model(city.Data, city.Trees.Sha256), DataLayout.ModelFile)));
        LinearExport.TryCreate(trees, [EncryptedJobs.Income]).ShouldBeNull();
        var model = ScoringModel.Load(_file);
        LinearExport.TryCreate(model, [new("wealth", 0, 1)]).ShouldBeNull();
        LinearExport.TryCreate(model, [EncryptedJobs.Income, new("wealth", 0, 1)]).ShouldBeNull();
    }

    [Fact]
    public void Weights_TooSmallToMatter_AreDroppedAndTooLargeOnesRefused()
    {
        var model = ScoringModel.Load(_file);
        LinearExport.TryCreate(model, [new("income", 8_000, 8_000 + 1e-6)]).ShouldBeNull("nothing is left to compute");
        LinearExport.TryCreate(model, [new("income", -1e12, 1e12)]).ShouldBeNull("its points would not fit");
    }

    private float[] Transform(ScoringModel model, float[][] people)
    {
        var context = new MLContext(seed: 1);
        var loaded = context.Model.Load(new MemoryStream(_file), out _);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, model.Encoding.Length);
        var rows = people.Select(person =>
        {
            var encoded = new float[model.Encoding.Length];
            model.Encoding.Encode(person, encoded);
            return new Row { Features = encoded };
        });
        return [.. loaded.Transform(context.Data.LoadFromEnumerable(rows.ToList(), schema)).GetColumn<float>("Probability")];
    }

    private sealed class Row
    {
        public float[] Features { get; set; } = [];
    }
}
