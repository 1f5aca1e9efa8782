namespace Gateway.Tests.Contracts;

public sealed class SqliteDatasetLifetimeTests : DatasetLifetimeSuite
{
    protected override (string Key, string Value)[] Store => [("Contracts:File", Path.Combine(Folder, "contracts.db"))];
}
