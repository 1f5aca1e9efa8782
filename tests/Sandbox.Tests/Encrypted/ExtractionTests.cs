using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Hosting.Internal;
using Sandbox.Encrypted;
using Sandbox.Encryption;
using Sandbox.Models;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Encrypted;
using Sandbox.Protocol.Models;
using Sandbox.Tests.Encryption;
using Sandbox.Tests.Scores;

namespace Sandbox.Tests.Encrypted;

/// <summary>
/// What a consumer derives that does its best: the weight of its own feature, the model's constant, and per person the rounded contribution. This is what the documents
/// tell it may; here it is shown that it is also all.
/// </summary>
public sealed class ExtractionTests(SyntheticCity city, Seal seal)
{
    private const int Precision = 20;

    [Fact]
    public async Task Consumer_WithChosenInputs_GetsTheWeightAndTheRoundedContributionsExactly()
    {
        string[] people = [.. city.Rows.Keys.Take(400)];
        var (weight, atZero) = await ExtractAsync(people);
        var (model, export) = Model();
        weight.ShouldBe(export.Weights.Span[0], 1e-4);
        var buffer = new float[model.Encoding.Length];
        for (var i = 0; i < people.Length; i++)
            atZero[i].ShouldBe(export.Constant + ScoreScale.Score(export.GovernmentLogOdds(city.Rows[people[i]], buffer), Precision), 1e-4);
    }

    [Fact]
    public async Task Consumer_WhateverItSends_LearnsNoMoreThanTheRoundedContribution()
    {
        // Two groups of people whose true contributions differ, but round to the same.
        var (model, export) = Model();
        var buffer = new float[model.Encoding.Length];
        var same = city.Rows.Select(r => (r.Key, Points: ScoreScale.Points(export.GovernmentLogOdds(r.Value, buffer))))
            .Where(r => Math.Floor(r.Points / Precision) * Precision == 600).ToArray();
        same.Max(r => r.Points).ShouldBeGreaterThan(same.Min(r => r.Points) + (Precision / 2.0));

        string[] people = [.. same.Select(r => r.Key)];
        double[][] inputs = [[.. people.Select(_ => 0.0)], [.. people.Select(_ => 1.0)], [.. people.Select(_ => -1.0)], [.. people.Select(_ => 1000.0)]];
        foreach (var input in inputs)
        {
            // Equal inputs and equal rounded contributions: equal outputs but for CKKS's own error, which is the consumer's noise, not the city's.
            var opened = await OpenAsync(people, input);
            (opened.Max() - opened.Min()).ShouldBeLessThan(1e-3);
        }
    }

    [Fact]
    public async Task Repeats_OfTheSameQuestion_AddNothing()
    {
        string[] people = [.. city.Rows.Keys.Take(50)];
        var first = await OpenAsync(people, new double[people.Length]);
        for (var repeat = 0; repeat < 5; repeat++)
        {
            var again = await OpenAsync(people, new double[people.Length]);
            for (var i = 0; i < people.Length; i++) again[i].ShouldBe(first[i], 1e-4);
        }
    }

    /// <summary>The steps of the scale bound what a contribution can tell: log₂(550 / precision + 1) bits.</summary>
    [Fact]
    public async Task Contributions_OfEverybody_TakeNoMoreValuesThanTheScaleHasSteps()
    {
        string[] people = [.. city.Rows.Keys.Take(CkksParameters.Slots)];
        var opened = await OpenAsync(people, new double[people.Length]);
        var constant = Model().Export.Constant;
        var steps = opened.Select(o => (int)Math.Round((o - constant) * 100)).Distinct().Count();
        steps.ShouldBeInRange(5, ((ScoreScale.Maximum - ScoreScale.Minimum) / Precision) + 1);
    }

    private async Task<(double Weight, double[] AtZero)> ExtractAsync(string[] people)
    {
        var atZero = await OpenAsync(people, new double[people.Length]);
        var atOne = await OpenAsync(people, [.. people.Select(_ => 1.0)]);
        return (atOne[0] - atZero[0], atZero);
    }

    private async Task<double[]> OpenAsync(string[] people, double[] input)
    {
        using var key = seal.Client.CreateKey();
        using var runner = new EncryptedJobRunner(
            new EncryptedRunnerOptions(city.Data), seal.Evaluator, new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance),
            NullLogger<EncryptedJobRunner>.Instance);
        var job = EncryptedJobs.Job(city.Logistic.Sha256, Precision).ToBytes(EncryptedJobs.Container(seal.Client, key, people, input));
        var outcome = await runner.RunAsync(job, TestContext.Current.CancellationToken);
        EncryptedAnswer.TryRead(outcome.Answer, out var answer).ShouldBeTrue(outcome.Problem);
        return seal.Client.Decrypt(key, answer!.Ciphertext.Span, people.Length);
    }

    private (ScoringModel Model, LinearExport Export) Model()
    {
        var model = ScoringModel.Load(File.ReadAllBytes(Path.Combine(DataLayout.Model(city.Data, city.Logistic.Sha256), DataLayout.ModelFile)));
        return (model, LinearExport.TryCreate(model, [EncryptedJobs.Income])!);
    }
}
