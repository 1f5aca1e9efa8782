using Gateway.Audit.Hashing;
using Gateway.Stores;
using Microsoft.Extensions.Options;
using Policies.Decisions;
using Sandbox.Protocol.Permits;
using Sandbox.Protocol.Releases;

namespace Gateway.Permits;

/// <summary>Grant → job and permit. The request's body becomes the job.</summary>
internal sealed class PermitStep(IOptions<PermitOptions> options, TimeProvider time) : IStep
{
    private readonly TimeSpan _lifetime = options.Value.Lifetime;

    public static string Name => "permits";

    public ValueTask<Refusal?> RunAsync(Exchange exchange)
    {
        var (operation, worker) = (exchange.Operation, exchange.Worker!);
        var (draft, refusal) = operation.Draft(exchange);
        if (draft is null) return new(refusal);

        var salt = RandomBlock.Next(SaltedHash.SaltSize);
        var permit = new Permit(operation.Worker, worker.BootId, RandomId.Next(), time.GetUtcNow() + _lifetime, Digest.Of(draft.Bytes), salt);
        exchange.Job = new SealedJob(worker.Key.Seal(permit), permit.Nonce, salt, draft.DataVersion, draft.Model);
        exchange.RunToTheEnd();

        var request = exchange.Http.Request;
        request.Body = new MemoryStream(draft.Bytes, writable: false);
        request.ContentLength = draft.Bytes.Length;
        return new((Refusal?)null);
    }
}
