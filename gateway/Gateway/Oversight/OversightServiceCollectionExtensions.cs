namespace Gateway.Oversight;

/// <summary>Registers what the regulator's calls need.</summary>
internal static class OversightServiceCollectionExtensions
{
    /// <summary>Adds the index over the log; after the log.</summary>
    public static IServiceCollection AddOversight(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, OversightJson.Default));
        return services.AddSingleton<AuditIndex>().AddHostedService(s => s.GetRequiredService<AuditIndex>());
    }
}
