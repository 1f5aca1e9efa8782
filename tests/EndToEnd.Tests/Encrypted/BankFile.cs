using System.Globalization;
using System.Text;
using Testing.Processes;

namespace EndToEnd.Tests.Encrypted;

/// <summary>What the bank holds of credit-default's people: what it billed and was paid, six months each.</summary>
internal sealed class BankFile
{
    public static readonly string[] Features = [.. ((string[])["bill_amt_", "pay_amt_"]).SelectMany(f => Enumerable.Range(1, 6).Select(m => $"{f}{m}"))];

    private BankFile(IReadOnlyList<string> people, double[][] rows) => (People, Rows) = (people, rows);

    public IReadOnlyList<string> People { get; }

    /// <summary>One a person, in the order of <see cref="Features"/>.</summary>
    public double[][] Rows { get; }

    public static BankFile Read(IReadOnlyList<string> people)
    {
        var lines = File.ReadLines(Path.Combine(Repository.Shared, "data/credit-default/credit-default.csv")).Select(l => l.Split(',').Select(c => c.Trim('"')).ToArray());
        var header = lines.First();
        int[] columns = [.. Features.Select(f => Array.IndexOf(header, f.Replace("amt_", "amt", StringComparison.Ordinal).ToUpperInvariant()))];
        columns.ShouldAllBe(c => c > 0);
        var byId = lines.Skip(1).ToDictionary(l => l[0], l => columns.Select(c => double.Parse(l[c], CultureInfo.InvariantCulture)).ToArray(), StringComparer.Ordinal);
        return new BankFile(people, [.. people.Select(p => byId[p])]);
    }

    public void Write(string path)
    {
        var csv = new StringBuilder($"id,{string.Join(',', Features)}\n");
        for (var i = 0; i < People.Count; i++)
            csv.Append(CultureInfo.InvariantCulture, $"{People[i]},{string.Join(',', Rows[i].Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}\n");
        File.WriteAllText(path, csv.ToString());
    }
}
