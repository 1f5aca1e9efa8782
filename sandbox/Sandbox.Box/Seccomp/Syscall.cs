namespace Sandbox.Box.Seccomp;

/// <summary>Numbers of the calls that the filter speaks of, for x86-64 (<c>arch/x86/entry/syscalls/syscall_64.tbl</c>), under the kernel's names.</summary>
internal enum Syscall : uint
{
#pragma warning disable CS1591, CA1707 // The kernel documents its own calls.
    socket = 41, socketpair = 53, clone = 56, fork = 57, vfork = 58, ptrace = 101, syslog = 103, mknod = 133, uselib = 134,
    personality = 135, vhangup = 153, modify_ldt = 154, pivot_root = 155, adjtimex = 159, chroot = 161, acct = 163, settimeofday = 164,
    mount = 165, umount2 = 166, swapon = 167, swapoff = 168, reboot = 169, sethostname = 170, setdomainname = 171, iopl = 172, ioperm = 173,
    init_module = 175, delete_module = 176, quotactl = 179, lookup_dcookie = 212, clock_settime = 227, kexec_load = 246,
    add_key = 248, request_key = 249, keyctl = 250, mknodat = 259, unshare = 272, perf_event_open = 298, fanotify_init = 300,
    name_to_handle_at = 303, open_by_handle_at = 304, clock_adjtime = 305, setns = 308, process_vm_readv = 310, process_vm_writev = 311,
    kcmp = 312, finit_module = 313, kexec_file_load = 320, bpf = 321, execveat = 322, userfaultfd = 323, io_uring_setup = 425,
    io_uring_enter = 426, io_uring_register = 427, open_tree = 428, move_mount = 429, fsopen = 430, fsconfig = 431, fsmount = 432,
    fspick = 433, clone3 = 435, pidfd_getfd = 438, process_madvise = 440, mount_setattr = 442, quotactl_fd = 443,
#pragma warning restore CS1591, CA1707
}
