namespace Gateway.Tests.Answers;

internal static class LookupAssertions
{
    public static async Task<T> ShouldBeOfTypeAsync<T>(this Task<Gateway.Answers.AnswerLookup> lookup) => (await lookup).ShouldBeOfType<T>();
}
