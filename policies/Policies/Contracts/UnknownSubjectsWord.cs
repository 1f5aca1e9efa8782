using Sandbox.Protocol.Jobs;

namespace Policies.Contracts;

/// <summary>How documents, requests and messages spell the treatments of unknown subjects.</summary>
internal static class UnknownSubjectsWord
{
    public static IReadOnlyList<(string Word, UnknownSubjects Value)> All { get; } =
        [("refuse", UnknownSubjects.Refuse), ("prior", UnknownSubjects.Prior), ("imputed", UnknownSubjects.Imputed)];

    public static string Of(UnknownSubjects treatment) => All.Single(w => w.Value == treatment).Word;
}
