using System.Text;
using FsCheck.Xunit;
using Sandbox.Protocol;
using Sandbox.Protocol.Datasets;

namespace Sandbox.Tests.Datasets;

public sealed class SubjectSpellingTests : IDisposable
{
    private static readonly DatasetSpec Spec = new("d", "id", int.MaxValue, [new ColumnSpec("x", ColumnType.Integer)], [], null);
    private static readonly string[] Pieces =
        ["a", "Z", "7", "_", "-", " ", "\t", "\u00A0", "\u2003", "\u3000", "\u0085", "\uFEFF", "\u200B", "ı", "ſ", "K", "é", "中", "ＡＢ", ".", "x9", "\U0001D7D8"];
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // One spelling at a time, because an import tells of the first bad row only.
    [Property(MaxTest = 80)]
    public async Task Import_AnySpelling_IsReadAsTheCanonicaliserReadsIt(byte[] picks)
    {
        var text = string.Concat(picks.Take(70).Select(p => Pieces[p % Pieces.Length]));
        var outcome = await _folder.CsvAsync(Spec, Encoding.UTF8.GetBytes($"id,x\n\"{text}\",1\n"));
        outcome.Ok.ShouldBe(SubjectId.TryParse(text, out var subject), text);
        if (outcome.Ok) _folder.Rows("id").ShouldBe([subject.Value]);
    }
}
