namespace Sandbox.Models;

/// <summary>A model's arithmetic, taken out of ML.NET's own parameters: immutable, free of allocation, safe for any number of threads.</summary>
internal interface IScorer
{
    /// <summary>
    /// The natural log-odds of default of an encoded person, ln(p/(1−p)) for the probability p that ML.NET's calibrated model gives, but
    /// computed before the calibrator's exponential, so that nothing is lost near 0 and 1.
    /// </summary>
    double LogOdds(ReadOnlySpan<float> encoded);

    /// <summary>The same, and the contribution of each slot to the log-odds, by ML.NET's definition for the kind of model.</summary>
    double LogOdds(ReadOnlySpan<float> encoded, Span<double> contributions);
}
