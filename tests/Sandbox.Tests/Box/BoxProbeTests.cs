namespace Sandbox.Tests.Box;

/// <summary>Real attempts from inside a real box. Each has its positive control: the same attempt from a plain process succeeds.</summary>
public sealed class BoxProbeTests(ProbeHost host) : IClassFixture<ProbeHost>
{
    // The last is the runtime's own, for code that is never writable and executable at once.
    private static readonly string[] OfTheBox = ["/dev/", "/proc/", "/worker/", "/dotnet/", "/memfd:doublemapper"];

    [Theory]
    [InlineData("dns")]
    [InlineData("tcp-loopback")]
    [InlineData("tcp-machine")]
    [InlineData("udp")]
    [InlineData("unix-path")]
    [InlineData("unix-abstract")]
    [InlineData("read-users")]
    [InlineData("read-var")]
    [InlineData("read-source")]
    [InlineData("read-neighbour")]
    [InlineData("write-data")]
    [InlineData("child")]
    [InlineData("shell")]
    public void Attempt_InsideTheBox_FailsWhereItSucceedsOutside(string attempt)
    {
        host.Outside[attempt].ShouldStartWith("ok ");
        host.Inside[attempt].ShouldStartWith("failed ");
    }

    [Theory]
    [InlineData("ptrace", "1")]
    [InlineData("mount", "1")]
    [InlineData("unshare", "1")]
    [InlineData("setns", "1")]
    [InlineData("process_vm_readv", "1")]
    [InlineData("personality", "1")]
    [InlineData("socket-inet", "1")]
    [InlineData("socket-netlink", "1")]
    [InlineData("x32", "1")]
    [InlineData("clone3", "38")]
    public void SystemCall_InsideTheBox_MeetsTheFilter(string call, string error)
    {
        host.Inside[call].ShouldBe($"ok errno {error}");
        (call is "x32" || host.Outside[call] != host.Inside[call]).ShouldBeTrue($"outside the call gave {host.Outside[call]}");
    }

    [Theory]
    [InlineData("read-data")]
    [InlineData("write-staging")]
    [InlineData("write-scratch")]
    [InlineData("thread")]
    public void Work_InsideTheBox_IsPossible(string attempt) => host.Inside[attempt].ShouldStartWith("ok ");

    [Fact]
    public void Packets_FromInsideTheBox_NeverArrive()
    {
        host.Arrived.ShouldBe(0);
        host.ArrivedFromOutside.ShouldBe(5);
    }

    [Fact]
    public void Process_InsideTheBox_IsNobodyWithoutPowers()
    {
        host.Inside["uid"].ShouldBe("ok 65534");
        host.Inside["capabilities"].ShouldBe("ok 0000000000000000");
        host.Inside["bounding"].ShouldBe("ok 0000000000000000");
        host.Inside["no-new-privileges"].ShouldBe("ok 1");
        host.Inside["filter"].ShouldBe("ok 2");
        host.Inside["hostname"].ShouldBe("ok box");
    }

    [Fact]
    public void Box_SeesNoProcessVariableOrFileOfItsStarter()
    {
        host.Inside["processes"].ShouldBe("ok 1 2");
        host.Inside["inherited"][3..].Split(' ', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(file => OfTheBox.Any(file.StartsWith));
        host.Outside["inherited"].ShouldContain("/data/rows");
        host.Inside["variables"].ShouldBe(
            "ok DOTNET_EnableDiagnostics DOTNET_GCHeapHardLimit DOTNET_gcServer HOME LANG PATH PWD TZ");
    }
}
