using System.Text.Json.Serialization;
using Gateway.Client.Aggregates;
using Gateway.Client.Clients;
using Gateway.Client.Contracts;
using Gateway.Client.Scores;

namespace Gateway.Client;

/// <summary>What client and gateway exchange. Members that a later gateway adds are not looked at.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(ScoreRequest))]
[JsonSerializable(typeof(ScoreAnswer))]
[JsonSerializable(typeof(AggregateRequest))]
[JsonSerializable(typeof(AggregateAnswer))]
[JsonSerializable(typeof(AggregatePreview))]
[JsonSerializable(typeof(ContractList))]
[JsonSerializable(typeof(ClientRegistration))]
[JsonSerializable(typeof(ClientInfo))]
[JsonSerializable(typeof(IReadOnlyList<ClientInfo>))]
internal sealed partial class ClientJson : JsonSerializerContext;
