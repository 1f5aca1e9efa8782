namespace Gateway.Client.Problems;

/// <summary>A charge of the client's own.</summary>
/// <param name="Ledger">Its place in the ledger, as the answer's <c>Privacy-Budget</c> header named it.</param>
/// <param name="Time">When.</param>
/// <param name="Contract">Under which contract.</param>
/// <param name="NanoRho">ρ, in 10⁻⁹.</param>
/// <param name="FemtoDelta">δ, in 10⁻¹⁵.</param>
public sealed record SpentCharge(long Ledger, DateTimeOffset Time, string Contract, long NanoRho, long FemtoDelta);
