using System.Globalization;
using Sandbox.Protocol.Datasets;
using Testing.Processes;

namespace Policies.Tests.Shipped;

/// <summary>What the document of the real data set says is true of the real file.</summary>
public sealed class ShippedDataTests
{
    [Fact]
    public void CreditDefault_Document_DescribesTheFile()
    {
        if (!Repository.TryShared("data/credit-default/credit-default.csv", out var file, out var reason)) Assert.Skip(reason);
        var document = ShippedPolicies.Set.Datasets["credit-default"];
        file.ShouldEndWith(document.SourcePath);
        var rename = document.Source.ShouldBeOfType<CsvSource>().Rename;

        // The file has no quoted commas.
        var header = File.ReadLines(file).First().Split(',').Select(name => rename[name.Trim('"')]).ToArray();
        header.ShouldBe([document.Spec.SubjectColumn, .. document.Spec.Columns.Select(c => c.Name)]);
        var subjects = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            var fields = line.Split(',');
            subjects.Add(fields[0]).ShouldBeTrue("one row a person");
            foreach (var (column, field) in document.Spec.Columns.Zip(fields.Skip(1)))
            {
                var value = decimal.Parse(field, NumberStyles.Float, CultureInfo.InvariantCulture);
                if (value < column.Lower || value > column.Upper || decimal.Truncate(value) != value)
                    Assert.Fail($"A value of {column.Name} is not what the document says.");
            }
        }

        subjects.Count.ShouldBe(30_000);
    }
}
