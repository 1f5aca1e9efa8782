using Sandbox.DemoCity;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;
using Sandbox.Tests.Datasets;

namespace Sandbox.Tests.DemoCity;

public sealed class DemoCityTests : IDisposable
{
    private const int People = 60_000;
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ResidentIds_All_AreDistinctCanonicalAndChecked()
    {
        var ids = Enumerable.Range(0, People).Select(i => DemoResident.Id(2026, i)).ToList();
        ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(People);
        foreach (var id in ids)
        {
            SubjectId.TryParse(id, out var subject).ShouldBeTrue();
            subject.Value.ShouldBe(id);
            id.Length.ShouldBe(18);
            id.ShouldStartWith("99");
            id[17].ShouldBe(DemoResident.CheckCharacter(id.AsSpan(0, 17)));
            DateOnly.TryParseExact(id.AsSpan(6, 8), "yyyyMMdd", out _).ShouldBeTrue();
        }
        ids.ShouldContain(id => id.EndsWith('X'));
    }

    [Fact]
    public void CheckCharacter_ExampleOfTheStandard_IsRight()
    {
        DemoResident.CheckCharacter("11010519491231002").ShouldBe('X');
        DemoResident.CheckCharacter("44052418800101001").ShouldBe('4');
    }

    [Fact]
    public void HousingFund_TrueLogOdds_SeparateAsPromised()
    {
        var generator = new HousingFundGenerator(2026);
        ShouldSeparate(Enumerable.Range(0, People).Select(generator.Resident).Select(r => (r.LogOdds, r.Defaulted)));
    }

    [Fact]
    public void Residence_TrueLogOdds_SeparateAsPromised()
    {
        var generator = new ResidenceGenerator(2026);
        ShouldSeparate(Enumerable.Range(0, People).Select(generator.Resident).Select(r => (r.LogOdds, r.Defaulted)));
    }

    [Fact]
    public void Generators_KnownResident_StaysAsItIs()
    {
        // Pins the city: these change only when the generator is changed on purpose, never with machine or runtime.
        var r = new HousingFundGenerator(2026).Resident(0);
        (r.Id, r.District, r.Employer, r.Income, r.Months.Count, BitConverter.DoubleToInt64Bits(r.LogOdds)).ShouldBe(Pinned.HousingFund);
        var s = new ResidenceGenerator(2026).Resident(0);
        (s.Id, s.District, s.Housing, s.Years, s.Electricity, BitConverter.DoubleToInt64Bits(s.LogOdds)).ShouldBe(Pinned.Residence);
    }

    [Fact]
    public void Employers_All_HaveTheirOwnName() =>
        Enumerable.Range(0, City.Employers).Select(City.EmployerName).Distinct(StringComparer.Ordinal).Count().ShouldBe(City.Employers);

    [Theory]
    [MemberData(nameof(Cities))]
    public async Task Import_DemoTwice_IsProvedAndTheSame(string generator)
    {
        var spec = generator == "residence" ? DemoSpecs.Residence : DemoSpecs.HousingFund;
        var (first, features) = await ImportAsync(spec, generator);
        var (second, featuresAgain) = await ImportAsync(spec, generator);
        second.ShouldBe(first);
        featuresAgain.ShouldBe(features);
    }

    public static TheoryData<string> Cities { get; } = new("housing-fund", "residence");

    [Theory]
    [InlineData("no-such", 10, "There is no such demo generator; there are housing-fund and residence.")]
    [InlineData("residence", 0, "A demo city has 1 to 10000000 residents.")]
    public async Task Import_UnknownCity_IsRefused(string generator, int residents, string error) =>
        (await _folder.RunAsync(DemoSpecs.Residence, new DemoSource(generator, residents, 1), "")).Error.ShouldBe(error);

    private async Task<(string Rows, byte[] Features)> ImportAsync(DatasetSpec spec, string generator)
    {
        var outcome = await _folder.RunAsync(spec, new DemoSource(generator, 2_000, 2026), "");
        outcome.Error.ShouldBeNull();
        var rows = Path.Combine(_folder.Staging, DataLayout.RowsFile);
        var hash = ImportFolder.Query($"SELECT sha256(string_agg(md5(CAST(t AS VARCHAR)), '' ORDER BY CAST(t AS VARCHAR))) FROM read_parquet('{rows}') t")[0];
        return (hash, await File.ReadAllBytesAsync(_folder.FeaturesPath, TestContext.Current.CancellationToken));
    }

    private static void ShouldSeparate(IEnumerable<(double LogOdds, bool Defaulted)> people)
    {
        var ordered = people.OrderBy(p => p.LogOdds).ToList();
        double bad = ordered.Count(p => p.Defaulted);
        var ranks = ordered.Index().Where(p => p.Item.Defaulted).Sum(p => p.Index + 1.0);
        var auc = (ranks - (bad * (bad + 1) / 2)) / (bad * (ordered.Count - bad));
        auc.ShouldBeInRange(0.76, 0.80);
        (bad / ordered.Count).ShouldBeInRange(0.08, 0.12);
    }
}
