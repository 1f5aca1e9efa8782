using System.Runtime.InteropServices;

namespace Sandbox.Box.Seccomp;

/// <summary>One instruction of classic BPF, laid out as the kernel's <c>struct sock_filter</c>.</summary>
/// <param name="Code">The operation.</param>
/// <param name="IfTrue">Instructions to skip when a comparison holds.</param>
/// <param name="IfFalse">Instructions to skip when it does not.</param>
/// <param name="Operand">The constant that the operation works with.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct BpfInstruction(BpfCode Code, byte IfTrue, byte IfFalse, uint Operand)
{
    /// <summary>Bytes of one instruction.</summary>
    public const int Size = 8;
}

/// <summary>The few operations that a filter needs (<c>linux/bpf_common.h</c>).</summary>
internal enum BpfCode : ushort
{
    /// <summary>BPF_LD | BPF_W | BPF_ABS: the accumulator becomes the word at an offset of <c>struct seccomp_data</c>.</summary>
    Load = 0x20,

    /// <summary>BPF_JMP | BPF_JEQ | BPF_K.</summary>
    JumpIfEqual = 0x15,

    /// <summary>BPF_JMP | BPF_JGE | BPF_K.</summary>
    JumpIfAtLeast = 0x35,

    /// <summary>BPF_JMP | BPF_JSET | BPF_K: holds when the accumulator and the operand share a bit.</summary>
    JumpIfAnyBit = 0x45,

    /// <summary>BPF_RET | BPF_K: the verdict.</summary>
    Return = 0x06,
}
