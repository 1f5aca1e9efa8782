using System.Text.Json;
using System.Text.Json.Serialization;
using Sandbox.Protocol.Datasets;
using Sandbox.Protocol.Jobs;
using Sandbox.Protocol.Models;
using Sandbox.Protocol.Workers;

namespace Sandbox.Protocol;

/// <summary>Everything that crosses the wall as JSON: camelCase, enums by name, unknown members refused, compact.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false,
    AllowDuplicateProperties = false,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(DatasetSpec))]
[JsonSerializable(typeof(ImportJob))]
[JsonSerializable(typeof(ImportOutcome))]
[JsonSerializable(typeof(VersionManifest))]
[JsonSerializable(typeof(RowsPlace))]
[JsonSerializable(typeof(TrainJob))]
[JsonSerializable(typeof(TrainOutcome))]
[JsonSerializable(typeof(ModelCard))]
[JsonSerializable(typeof(ModelRegistry))]
[JsonSerializable(typeof(ScoreJob))]
[JsonSerializable(typeof(ScoreAnswer))]
[JsonSerializable(typeof(AggregateJob))]
[JsonSerializable(typeof(AggregateAnswer))]
[JsonSerializable(typeof(EncryptedJob))]
[JsonSerializable(typeof(JobProblem))]
[JsonSerializable(typeof(WorkerStart))]
[JsonSerializable(typeof(WorkerStatement))]
public sealed partial class ProtocolJson : JsonSerializerContext;
