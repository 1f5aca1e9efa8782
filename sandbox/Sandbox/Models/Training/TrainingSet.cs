namespace Sandbox.Models.Training;

/// <summary>People with their raw features (rows of <paramref name="Width"/> values, NaN where missing) and whether each defaulted.</summary>
internal sealed record TrainingSet(int Width, float[] Raw, bool[] Labels)
{
    public int Count => Labels.Length;

    public ReadOnlySpan<float> Row(int index) => Raw.AsSpan(index * Width, Width);
}
