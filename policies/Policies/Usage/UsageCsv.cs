using System.Globalization;
using System.Text;

namespace Policies.Usage;

/// <summary>Statements as CSV (RFC 4180), one line for each version and operation. No value needs quotes: all are names, hashes and numbers.</summary>
public static class UsageCsv
{
    /// <summary>The names of the columns.</summary>
    public const string Header = "contract,consumer,product,month,version,sha256,operation,calls,subjects,replays,refused,failed,nano_rho,femto_delta,fen";

    /// <summary>The whole file.</summary>
    public static string Of(UsageStatements statements)
    {
        var text = new StringBuilder(Header).Append("\r\n");
        foreach (var statement in statements.Statements)
            foreach (var line in statement.Lines)
            {
                var t = line.Total;
                text.Append(CultureInfo.InvariantCulture, $"{statement.Contract},{statement.Consumer},{statement.Product},{statement.Month},")
                    .Append(CultureInfo.InvariantCulture, $"{line.Version},{line.Sha256},{line.Operation},")
                    .Append(CultureInfo.InvariantCulture, $"{t.Calls},{t.Subjects},{t.Replays},{t.Refused},{t.Failed},{t.NanoRho},{t.FemtoDelta},{t.Fen}\r\n");
            }

        return text.ToString();
    }
}
