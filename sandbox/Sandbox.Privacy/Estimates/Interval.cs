namespace Sandbox.Privacy.Estimates;

/// <summary>An estimate with its 95 % interval. It covers the noise: the truth that it means is the statistic after bounding.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Lower">The interval's lower end, at most the value.</param>
/// <param name="Upper">The interval's upper end, at least the value.</param>
public readonly record struct Interval(double Value, double Lower, double Upper);
