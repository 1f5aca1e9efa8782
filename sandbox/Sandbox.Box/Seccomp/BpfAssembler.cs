using System.Buffers.Binary;

namespace Sandbox.Box.Seccomp;

/// <summary>
/// Writes a seccomp filter as a list of guarded verdicts. No verdict is further than two instructions from its guard, so a jump never
/// comes near the limit of 255, and the filter reads from top to bottom like the list that it is.
/// </summary>
internal sealed class BpfAssembler
{
    // struct seccomp_data { int nr; __u32 arch; __u64 instruction_pointer; __u64 args[6]; }, little-endian
    private const uint NumberOffset = 0;
    private const uint ArchitectureOffset = 4;
    private const uint FirstArgumentOffset = 16;

    private readonly List<BpfInstruction> _program = [];

    /// <summary>Ends with <paramref name="verdict"/> unless the call was made through this architecture's table.</summary>
    public BpfAssembler RequireArchitecture(uint architecture, Verdict verdict)
    {
        _program.Add(new(BpfCode.Load, 0, 0, ArchitectureOffset));
        _program.Add(new(BpfCode.JumpIfEqual, 1, 0, architecture));
        return Return(verdict);
    }

    /// <summary>Makes the call's number what the next guards look at.</summary>
    public BpfAssembler LoadNumber()
    {
        _program.Add(new(BpfCode.Load, 0, 0, NumberOffset));
        return this;
    }

    /// <summary>Ends with <paramref name="verdict"/> for every number from <paramref name="number"/> up.</summary>
    public BpfAssembler FromNumber(uint number, Verdict verdict)
    {
        _program.Add(new(BpfCode.JumpIfAtLeast, 0, 1, number));
        return Return(verdict);
    }

    /// <summary>Ends with <paramref name="verdict"/> for one call.</summary>
    public BpfAssembler On(Syscall call, Verdict verdict)
    {
        _program.Add(new(BpfCode.JumpIfEqual, 0, 1, (uint)call));
        return Return(verdict);
    }

    /// <summary>Ends with <paramref name="verdict"/> for one call unless its first argument, a C <c>int</c>, equals <paramref name="value"/>.</summary>
    public BpfAssembler OnUnlessFirstEquals(Syscall call, uint value, Verdict verdict) =>
        OnFirst(call, new(BpfCode.JumpIfEqual, 0, 1, value), verdict);

    /// <summary>Ends with <paramref name="verdict"/> for one call unless its first argument's low word has a bit of <paramref name="mask"/>.</summary>
    public BpfAssembler OnUnlessFirstHas(Syscall call, uint mask, Verdict verdict) =>
        OnFirst(call, new(BpfCode.JumpIfAnyBit, 0, 1, mask), verdict);

    /// <summary>Ends with a verdict.</summary>
    public BpfAssembler Return(Verdict verdict)
    {
        _program.Add(new(BpfCode.Return, 0, 0, verdict.Value));
        return this;
    }

    /// <summary>The program so far.</summary>
    public IReadOnlyList<BpfInstruction> Instructions => _program;

    /// <summary>The program as bubblewrap reads it: consecutive <c>struct sock_filter</c>, little-endian.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[_program.Count * BpfInstruction.Size];
        for (var i = 0; i < _program.Count; i++)
        {
            var to = bytes.AsSpan(i * BpfInstruction.Size);
            BinaryPrimitives.WriteUInt16LittleEndian(to, (ushort)_program[i].Code);
            to[2] = _program[i].IfTrue;
            to[3] = _program[i].IfFalse;
            BinaryPrimitives.WriteUInt32LittleEndian(to[4..], _program[i].Operand);
        }
        return bytes;
    }

    // number == call ? look at the argument : skip the block. The argument's word replaces the number in the accumulator, so both ways end here.
    private BpfAssembler OnFirst(Syscall call, BpfInstruction allowed, Verdict verdict)
    {
        _program.Add(new(BpfCode.JumpIfEqual, 0, 4, (uint)call));
        _program.Add(new(BpfCode.Load, 0, 0, FirstArgumentOffset));
        _program.Add(allowed);
        return Return(Verdict.Allow).Return(verdict);
    }
}
