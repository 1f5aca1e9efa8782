namespace Sandbox.Models;

/// <summary>
/// Raw features → the model's input vector, in training and in scoring the same code. Branch-free in what the features hold but for the slot
/// kinds, which are the model's, so that its time does not tell a missing value.
/// </summary>
internal sealed class FeatureEncoding
{
    private readonly EncodedSlot[] _slots;

    public FeatureEncoding(IReadOnlyList<EncodedSlot> slots) => _slots = [.. slots];

    /// <summary>The length of the input vector.</summary>
    public int Length => _slots.Length;

    /// <summary>Encodes one person. <paramref name="raw"/> is in feature order, NaN where missing.</summary>
    public void Encode(ReadOnlySpan<float> raw, Span<float> encoded)
    {
        for (var i = 0; i < _slots.Length; i++)
        {
            var slot = _slots[i];
            var x = raw[slot.Feature];
            encoded[i] = slot.Kind switch
            {
                SlotKind.Value => ((float.IsNaN(x) ? slot.Fill : x) - slot.Offset) * slot.Scale,
                SlotKind.Missing => float.IsNaN(x) ? 1 : 0,
                _ => x == slot.Offset ? 1 : 0,
            };
        }
    }
}
