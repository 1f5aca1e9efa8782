using Gateway.Contracts.Lifecycle;
using Microsoft.Extensions.Options;

namespace Gateway.Answers;

/// <summary>Registers the answer store.</summary>
internal static class AnswersServiceCollectionExtensions
{
    /// <summary>Adds <see cref="IAnswerStore"/>, configured by section <c>Answers</c>; its file lies under <c>Gateway:State</c>.</summary>
    public static IServiceCollection AddAnswers(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AnswerOptions>().Bind(configuration.GetSection("Answers")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AnswerOptions>, AnswerOptionsValidator>();
        services.AddSingleton<SqliteAnswerStore>().AddSingleton<IAnswerStore>(s => s.GetRequiredService<SqliteAnswerStore>())
            .AddSingleton<IContractRemains>(s => s.GetRequiredService<SqliteAnswerStore>());
        return services.AddHostedService<AnswerSweep>();
    }
}
