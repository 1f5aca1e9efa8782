using Sandbox.Box.Seccomp;

namespace Sandbox.Tests.Box;

/// <summary>Runs a filter as the kernel does, on one call (<c>struct seccomp_data</c>).</summary>
internal static class BpfInterpreter
{
    public static Verdict Run(IReadOnlyList<BpfInstruction> program, uint architecture, uint number, ulong first = 0)
    {
        uint accumulator = 0;
        for (var at = 0; ; at++)
        {
            var now = program[at];
            switch (now.Code)
            {
                case BpfCode.Load:
                    accumulator = now.Operand switch
                    {
                        0 => number,
                        4 => architecture,
                        16 => (uint)(first & 0xffffffff),
                        20 => (uint)(first >> 32),
                        _ => throw new InvalidOperationException($"Nothing is loaded from {now.Operand}."),
                    };
                    break;
                case BpfCode.JumpIfEqual:
                    at += accumulator == now.Operand ? now.IfTrue : now.IfFalse;
                    break;
                case BpfCode.JumpIfAtLeast:
                    at += accumulator >= now.Operand ? now.IfTrue : now.IfFalse;
                    break;
                case BpfCode.JumpIfAnyBit:
                    at += (accumulator & now.Operand) != 0 ? now.IfTrue : now.IfFalse;
                    break;
                case BpfCode.Return:
                    return new Verdict(now.Operand);
                default:
                    throw new InvalidOperationException($"{now.Code} is no operation.");
            }
        }
    }
}
