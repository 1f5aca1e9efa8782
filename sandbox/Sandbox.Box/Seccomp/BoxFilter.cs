using System.Runtime.InteropServices;

namespace Sandbox.Box.Seccomp;

/// <summary>
/// The filter of every box: unix sockets only, no child processes, and none of the calls by which a process reaches into the kernel or into
/// another process. <c>execve</c> stays allowed, because bubblewrap installs the filter before it executes the worker; what is executed
/// later runs under the same filter and sees the same files.
/// </summary>
internal static class BoxFilter
{
    /// <summary>AUDIT_ARCH_X86_64.</summary>
    internal const uint X64 = 0xc000003e;

    /// <summary>Numbers from here up belong to the x32 table, by which a filter that only knows x86-64 would be passed by.</summary>
    internal const uint FirstX32 = 0x40000000;

    internal const uint UnixFamily = 1;
    internal const uint CloneThread = 0x00010000;

    /// <summary>Calls that are never permitted, whatever their arguments.</summary>
    internal static readonly IReadOnlyList<Syscall> Denied =
    [
        // Children. A thread is a clone with CLONE_THREAD, judged below.
        Syscall.fork, Syscall.vfork, Syscall.execveat,
        // Other processes.
        Syscall.ptrace, Syscall.process_vm_readv, Syscall.process_vm_writev, Syscall.process_madvise, Syscall.pidfd_getfd, Syscall.kcmp,
        // The file tree and namespaces. Without mknod a box cannot stage a pipe or a device for its publisher to open.
        Syscall.mount, Syscall.umount2, Syscall.pivot_root, Syscall.chroot, Syscall.setns, Syscall.unshare, Syscall.open_tree,
        Syscall.move_mount, Syscall.fsopen, Syscall.fsconfig, Syscall.fsmount, Syscall.fspick, Syscall.mount_setattr, Syscall.mknod,
        Syscall.mknodat, Syscall.name_to_handle_at, Syscall.open_by_handle_at, Syscall.quotactl, Syscall.quotactl_fd, Syscall.fanotify_init,
        // The kernel's keys and its larger attack surfaces.
        Syscall.keyctl, Syscall.add_key, Syscall.request_key, Syscall.bpf, Syscall.perf_event_open, Syscall.userfaultfd,
        Syscall.io_uring_setup, Syscall.io_uring_enter, Syscall.io_uring_register, Syscall.modify_ldt, Syscall.personality,
        Syscall.uselib, Syscall.lookup_dcookie,
        // The machine.
        Syscall.kexec_load, Syscall.kexec_file_load, Syscall.init_module, Syscall.finit_module, Syscall.delete_module, Syscall.reboot,
        Syscall.swapon, Syscall.swapoff, Syscall.acct, Syscall.syslog, Syscall.vhangup, Syscall.iopl, Syscall.ioperm, Syscall.sethostname,
        Syscall.setdomainname, Syscall.settimeofday, Syscall.clock_settime, Syscall.clock_adjtime, Syscall.adjtimex,
    ];

    /// <summary>Assembles the filter for this machine.</summary>
    /// <exception cref="BoxUnavailableException">The machine is not x86-64: another table of calls needs a filter of its own.</exception>
    public static BpfAssembler Assemble() => Assemble(RuntimeInformation.ProcessArchitecture);

    internal static BpfAssembler Assemble(Architecture machine)
    {
        if (machine is not Architecture.X64)
        {
            throw new BoxUnavailableException(
                $"The box has no system call filter for {machine}: it runs on x86-64 only.", "run the gateway on an x86-64 machine");
        }
        var filter = new BpfAssembler()
            .RequireArchitecture(X64, Verdict.Kill)
            .LoadNumber()
            .FromNumber(FirstX32, Verdict.NotPermitted)
            .On(Syscall.clone3, Verdict.NotThere);
        foreach (var call in Denied) filter.On(call, Verdict.NotPermitted);
        return filter
            .OnUnlessFirstEquals(Syscall.socket, UnixFamily, Verdict.NotPermitted)
            .OnUnlessFirstEquals(Syscall.socketpair, UnixFamily, Verdict.NotPermitted)
            .OnUnlessFirstHas(Syscall.clone, CloneThread, Verdict.NotPermitted)
            .Return(Verdict.Allow);
    }
}
