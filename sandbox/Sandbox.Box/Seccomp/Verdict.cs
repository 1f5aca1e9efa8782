namespace Sandbox.Box.Seccomp;

/// <summary>What the kernel does with a system call (<c>linux/seccomp.h</c>).</summary>
internal readonly record struct Verdict(uint Value)
{
    /// <summary>SECCOMP_RET_ALLOW.</summary>
    public static readonly Verdict Allow = new(0x7fff0000);

    /// <summary>SECCOMP_RET_KILL_PROCESS.</summary>
    public static readonly Verdict Kill = new(0x80000000);

    /// <summary>SECCOMP_RET_ERRNO with EPERM.</summary>
    public static readonly Verdict NotPermitted = Errno(1);

    /// <summary>SECCOMP_RET_ERRNO with ENOSYS, by which the C library falls back to an older call.</summary>
    public static readonly Verdict NotThere = Errno(38);

    private static Verdict Errno(uint error) => new(0x00050000 | error);
}
