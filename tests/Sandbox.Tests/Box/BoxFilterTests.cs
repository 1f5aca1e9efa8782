using System.Runtime.InteropServices;
using Sandbox.Box;
using Sandbox.Box.Seccomp;

namespace Sandbox.Tests.Box;

public sealed class BoxFilterTests
{
    private static readonly IReadOnlyList<BpfInstruction> Program = BoxFilter.Assemble(Architecture.X64).Instructions;
    private static readonly Syscall[] ByArgument = [Syscall.socket, Syscall.socketpair, Syscall.clone];

    [Fact]
    public void Numbers_OfTheWholeTable_AreDeniedExactlyWhereListed()
    {
        for (uint number = 0; number < 1024; number++)
        {
            var call = (Syscall)number;
            if (ByArgument.Contains(call)) continue;
            var expected = call is Syscall.clone3 ? Verdict.NotThere
                : BoxFilter.Denied.Contains(call) ? Verdict.NotPermitted
                : Verdict.Allow;
            Run(number).ShouldBe(expected, $"call {number}");
        }
    }

    [Theory]
    [InlineData(57u)] // fork
    [InlineData(58u)] // vfork
    [InlineData(101u)] // ptrace
    [InlineData(165u)] // mount
    [InlineData(272u)] // unshare
    [InlineData(321u)] // bpf
    [InlineData(425u)] // io_uring_setup
    public void Number_FromTheKernelsTable_IsDenied(uint number) => Run(number).ShouldBe(Verdict.NotPermitted);

    [Theory]
    [InlineData(0u)] // read
    [InlineData(9u)] // mmap
    [InlineData(42u)] // connect
    [InlineData(59u)] // execve
    [InlineData(202u)] // futex
    [InlineData(231u)] // exit_group
    public void Number_ThatAWorkerNeeds_IsAllowed(uint number) => Run(number).ShouldBe(Verdict.Allow);

    [Theory]
    [InlineData(41u)]
    [InlineData(53u)]
    public void Socket_OfAnyFamily_IsAllowedForUnixOnly(uint number)
    {
        for (ulong family = 0; family < 64; family++)
        {
            Run(number, family).ShouldBe(family == 1 ? Verdict.Allow : Verdict.NotPermitted, $"family {family}");
            // The kernel takes an int: what is above it decides nothing.
            Run(number, family | 0xdead_0000_0000_0000).ShouldBe(family == 1 ? Verdict.Allow : Verdict.NotPermitted, $"family {family}");
        }
    }

    [Theory]
    [InlineData(0x3d0f00ul, true)] // what the C library asks for in pthread_create
    [InlineData(0x00010000ul, true)]
    [InlineData(0x01200011ul, false)] // fork
    [InlineData(0x00004111ul, false)] // posix_spawn
    [InlineData(0x10000011ul, false)] // a new user namespace
    [InlineData(0x0001_0000_0000_0000ul, false)] // the bit in the half that the kernel ignores
    public void Clone_ByItsFlags_IsAllowedForThreadsOnly(ulong flags, bool allowed) =>
        Run(56, flags).ShouldBe(allowed ? Verdict.Allow : Verdict.NotPermitted);

    [Theory]
    [InlineData(0x40000000u)]
    [InlineData(0x40000029u)]
    [InlineData(0xffffffffu)]
    public void Number_OfTheX32Table_IsDenied(uint number) => Run(number, 1).ShouldBe(Verdict.NotPermitted);

    [Theory]
    [InlineData(0x40000003u)] // i386
    [InlineData(0xc00000b7u)] // aarch64
    public void Call_OfAnotherArchitecture_KillsTheProcess(uint architecture) =>
        BpfInterpreter.Run(Program, architecture, 0).ShouldBe(Verdict.Kill);

    [Fact]
    public void Assemble_OnAnotherMachine_SaysWhatIsWrong() =>
        Should.Throw<BoxUnavailableException>(() => BoxFilter.Assemble(Architecture.Arm64)).Message.ShouldContain("Arm64");

    [Fact]
    public void ToBytes_OfTheFilter_IsInTheKernelsLayout()
    {
        var bytes = BoxFilter.Assemble(Architecture.X64).ToBytes();

        bytes.Length.ShouldBe(Program.Count * 8);
        bytes[..16].ShouldBe([0x20, 0, 0, 0, 4, 0, 0, 0, 0x15, 0, 1, 0, 0x3e, 0, 0, 0xc0]);
        Program.Count.ShouldBeLessThan(4096);
    }

    private static Verdict Run(uint number, ulong first = 0) => BpfInterpreter.Run(Program, BoxFilter.X64, number, first);
}
