namespace Sandbox.Protocol.Encrypted;

/// <summary>
/// What an encrypted request says in the clear. <b>The subjects travel in the clear, as in clear scoring; the features never do.</b>
/// </summary>
/// <param name="Purpose">The purpose stated.</param>
/// <param name="Contract">The contract whose offer was read.</param>
/// <param name="ContractVersion">Its version.</param>
/// <param name="Features">The features, in the order of the ciphertexts; 1 to 32.</param>
/// <param name="Subjects">Distinct canonical subjects, in the order of the slots; 1 to <see cref="CkksParameters.Slots"/>.</param>
/// <param name="CiphertextOffset">Where the first ciphertext begins in the container; the others follow.</param>
public sealed record EncryptedRequest(
    string Purpose,
    string Contract,
    int ContractVersion,
    IReadOnlyList<EncryptedFeature> Features,
    IReadOnlyList<SubjectId> Subjects,
    int CiphertextOffset)
{
    /// <summary>The most features.</summary>
    public const int MaxFeatures = 32;

    /// <summary>The most bytes of a container: all features, all slots, the longest texts.</summary>
    public const int MaxLength = (MaxFeatures * (CiphertextShape.SeededLength + 80)) + (CkksParameters.Slots * (SubjectId.MaxLength + 1)) + 512;

    /// <summary>The media type of the container.</summary>
    public const string MediaType = "application/vnd.dpg.encrypted-request";

    /// <summary>A feature's ciphertext.</summary>
    /// <param name="container">The bytes that this was read from.</param>
    /// <param name="feature">Its index.</param>
    public ReadOnlySpan<byte> Ciphertext(ReadOnlySpan<byte> container, int feature) =>
        container.Slice(CiphertextOffset + (feature * CiphertextShape.SeededLength), CiphertextShape.SeededLength);
}
