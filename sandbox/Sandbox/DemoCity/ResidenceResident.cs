namespace Sandbox.DemoCity;

/// <summary>A person's residence and utilities. Electricity, water and gas are in tenths of their unit a month.</summary>
internal sealed record ResidenceResident(
    string Id,
    int District,
    int Housing,
    int? Years,
    int AddressChanges,
    int Age,
    long? Electricity,
    long? Water,
    long? Gas,
    int Arrears,
    bool Broadband,
    double LogOdds,
    bool Defaulted);
