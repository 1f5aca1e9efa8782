using Microsoft.Extensions.Time.Testing;
using Sandbox.Jobs;
using Sandbox.Protocol.Workers;
using Sandbox.Serving;
using Sandbox.Tests.Protocol;

namespace Sandbox.Tests.Jobs;

public class PermitGateTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly PermitGate _gate;

    public PermitGateTests() => _gate = new PermitGate(new WorkerIdentity(WorkerKind.Scores, SealedValues.BootId, SealedValues.Key), _time);

    private DateTimeOffset Soon => _time.GetUtcNow().AddSeconds(5);

    [Fact]
    public void Permit_ForThisWorkerAndJob_IsAcceptedOnce()
    {
        var header = SealedValues.Key.Seal(SealedValues.Permit(Soon));
        _gate.TryUse(_gate.Open(header).ShouldNotBeNull(), "job"u8).ShouldBeTrue();
        _gate.TryUse(_gate.Open(header).ShouldNotBeNull(), "job"u8).ShouldBeFalse();
    }

    [Fact]
    public void Permit_ForAnotherJob_IsRefusedAndStaysUsable()
    {
        var permit = _gate.Open(SealedValues.Key.Seal(SealedValues.Permit(Soon))).ShouldNotBeNull();
        _gate.TryUse(permit, "jot"u8).ShouldBeFalse();
        _gate.TryUse(permit, "job"u8).ShouldBeTrue();
    }

    [Fact]
    public void Permit_AtItsExpiry_IsRefused()
    {
        var header = SealedValues.Key.Seal(SealedValues.Permit(Soon));
        _time.Advance(TimeSpan.FromSeconds(5));
        _gate.Open(header).ShouldBeNull();
    }

    [Fact]
    public void Permit_ThatExpiresWhileTheJobArrives_IsRefused()
    {
        var permit = _gate.Open(SealedValues.Key.Seal(SealedValues.Permit(Soon))).ShouldNotBeNull();
        _time.Advance(TimeSpan.FromSeconds(5));
        _gate.TryUse(permit, "job"u8).ShouldBeFalse();
    }

    [Fact]
    public void Permit_ForAnotherKind_IsRefused() =>
        _gate.Open(SealedValues.Key.Seal(SealedValues.Permit(Soon) with { Kind = WorkerKind.Aggregates })).ShouldBeNull();

    [Fact]
    public void Permit_ForAnotherStart_IsRefused() =>
        _gate.Open(SealedValues.Key.Seal(SealedValues.Permit(Soon) with { BootId = new byte[16] })).ShouldBeNull();

    [Fact]
    public void Permit_OfAnotherKey_IsRefused() => _gate.Open(SealedValues.OtherKey.Seal(SealedValues.Permit(Soon))).ShouldBeNull();

    [Fact]
    public void Permit_Missing_IsRefused() => _gate.Open(null).ShouldBeNull();
}
