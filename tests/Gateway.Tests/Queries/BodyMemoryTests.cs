using Gateway.Hosting;
using Gateway.Queries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Gateway.Tests.Queries;

public sealed class BodyMemoryTests
{
    private const long Most = 8 << 20;
    private readonly BodyMemory _memory = new(Options.Create(new GatewayOptions { MaxBodyMemory = Most }));

    [Fact]
    public async Task Bodies_TogetherPastTheMost_AreTurnedAwayUntilOneHasEnded()
    {
        var (first, second, third) = (new Request(5 << 20), new Request(3 << 20), new Request(100 << 10));
        _memory.TryHold(first.Http, Most).ShouldBeTrue();
        _memory.TryHold(second.Http, Most).ShouldBeTrue();
        _memory.TryHold(third.Http, Most).ShouldBeFalse();
        _memory.Held.ShouldBe(Most);

        await second.EndAsync();
        _memory.TryHold(third.Http, Most).ShouldBeTrue();
        await first.EndAsync();
        await third.EndAsync();
        _memory.Held.ShouldBe(0);
    }

    [Fact]
    public void Body_OfUnknownLength_CountsAsTheLongest()
    {
        _memory.TryHold(new Request(null).Http, 6 << 20).ShouldBeTrue();
        _memory.Held.ShouldBe(6 << 20);
    }

    [Fact]
    public void Body_SaidToBeLongerThanItMay_CountsAsTheLongest()
    {
        _memory.TryHold(new Request(1L << 40).Http, 64 << 10).ShouldBeTrue();
        _memory.Held.ShouldBe(64 << 10);
    }

    [Fact]
    public void SmallBodies_AreLetInWhenAllIsHeld()
    {
        _memory.TryHold(new Request(Most).Http, Most).ShouldBeTrue();
        _memory.TryHold(new Request(16 << 10).Http, Most).ShouldBeTrue();
        _memory.TryHold(new Request((16 << 10) + 1).Http, Most).ShouldBeFalse();
    }

    /// <summary>A request whose end a test decides.</summary>
    private sealed class Request : HttpResponseFeature
    {
        private readonly List<Func<Task>> _ending = [];

        public Request(long? length)
        {
            Http = new DefaultHttpContext();
            Http.Features.Set<IHttpResponseFeature>(this);
            Http.Request.ContentLength = length;
        }

        public DefaultHttpContext Http { get; }

        public override void OnCompleted(Func<object, Task> callback, object state) => _ending.Add(() => callback(state));

        public async Task EndAsync()
        {
            foreach (var callback in _ending) await callback();
        }
    }
}
