using Gateway.Admin;
using Gateway.Aggregates;
using Gateway.Alerts;
using Gateway.Answers;
using Gateway.Catalogue;
using Gateway.Contracts;
using Gateway.Decisions;
using Gateway.Encrypted;
using Gateway.Health;
using Gateway.Identity;
using Gateway.Ledger;
using Gateway.LogTiles;
using Gateway.Metrics;
using Gateway.OpenApi;
using Gateway.Operations;
using Gateway.Oversight;
using Gateway.Permits;
using Gateway.Problems;
using Gateway.Queries;
using Gateway.Quotas;
using Gateway.Receipts;
using Gateway.Record;
using Gateway.Scores;
using Gateway.Stores;
using Gateway.Tls;
using Gateway.Witnesses;
using Gateway.Workers;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;

namespace Gateway.Hosting;

/// <summary>The gateway, put together: one call for its parts, one for its surface.</summary>
internal static class GatewayHost
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddOptions<GatewayOptions>().Bind(configuration.GetSection("Gateway")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyRingPlace>();
        services.AddProblems();
        builder.AddTls();
        services.AddIdentity(configuration);
        services.AddAccessLog(configuration);
        services.AddWitnesses(configuration);
        services.AddOversight();
        services.AddGatewayMetrics(configuration);
        services.AddGatewayHealth();
        services.AddGatewayOpenApi();
        services.AddContractEndpoints();
        services.AddEncryptedScores();
        services.AddPath(configuration);
        services.AddAlerts(configuration);
    }

    public static void MapGateway(this WebApplication app)
    {
        app.UseProblems();
        app.UseAuthorization(); // said here: WebApplication would put it outside UseProblems, and a provider that is down would be a 500
        app.MapIdentity();
        app.MapClientAdministration();
        app.MapGatewayHealth();
        app.MapGatewayMetrics();
        app.MapGatewayOpenApi();
        app.MapContracts();
        app.MapContractAdministration();
        app.MapPreviews();
        app.MapReceipts();
        app.MapLogTiles();
        app.MapAudit();
        app.MapAlerts();
        app.MapEncryptedScores();
        app.MapProducts();
    }

    /// <summary>The steps of the path of a query, and the tables that they look things up in.</summary>
    private static void AddPath(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PermitOptions>().Bind(configuration.GetSection("Permits")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PermitOptions>, PermitOptionsValidator>();

        services.AddStores(configuration).AddContracts(configuration);
        services.AddSingleton<PublishedTables>().AddHostedService(s => s.GetRequiredService<PublishedTables>());
        services.AddSingleton<OperationTable>().AddSingleton<IOperation, ScoreOperation>().AddAggregates();
        services.AddAnswers(configuration).AddQuotas(configuration).AddLedger(configuration);
        services.AddWorkers(configuration).AddWorkerProxy().AddTransforms<JobTransforms>();
        services.AddSingleton<RefusalAllowance>().AddSingleton<Recorder>();
        services.AddSingleton<IdentityStep>()
            .AddSingleton<ContractStep>()
            .AddSingleton<BodyMemory>()
            .AddSingleton<QueryStep>()
            .AddSingleton<DecisionStep>()
            .AddSingleton<AnswerStep>()
            .AddSingleton<QuotaStep>()
            .AddSingleton<WorkerStep>()
            .AddSingleton<LedgerStep>()
            .AddSingleton<PermitStep>();
    }
}
