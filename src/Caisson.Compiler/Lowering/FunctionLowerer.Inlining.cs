using System.Runtime.Intrinsics;
using Caisson.Compiler.Ir;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>
/// Calls of small functions, whose bodies are lowered in place, as a block. The JIT does so only where caller and callee are emitted
/// together, and after it has settled how a call is made.
/// </summary>
internal sealed partial class FunctionLowerer
{
    /// <summary>A caller grows to twice its size at most, or by this much.</summary>
    private const int LeastInlined = 512;

    private int _inlineBudget;

    /// <summary>The locals and the frame of the function that is being lowered in place.</summary>
    private Local[]? _inlinedLocals;
    private ControlFrame? _inlinedFrame;

    private Local LocalAt(uint index) => _inlinedLocals is null ? DeclaredLocal(index) : _inlinedLocals[index];

    /// <summary>Lowers a function in place of a call.</summary>
    /// <returns>Whether that was done.</returns>
    private bool Inline(int function)
    {
        int defined = function - _module.ImportCounts.Functions;
        if (defined < 0 || _inlineBudget <= 0 || _inlinedLocals is not null) return false;
        CodeBody body = _module.Code[defined];
        Inlinable kind = Inlining.Of(_module, body);
        if (kind == Inlinable.No) return false;
        _inlineBudget -= body.Instructions.Length;
        _ir.InlinedBytes += body.Instructions.Length;

        FuncType type = _module.TypeOf(new FuncIdx((uint)function));
        Local[] locals = DeclareInlined(type, body);
        if (kind == Inlinable.Branching)
        {
            _stack.SpillAll();
            OpenInlined(type);
        }
        _inlinedLocals = locals;
        LowerInlined(new InstructionReader(_module.Bytes.Span, body.Instructions), kind);
        (_inlinedLocals, _inlinedFrame) = (null, null);
        return true;
    }

    /// <summary>Moves the arguments to locals, and sets the others to zero, as at every call.</summary>
    private Local[] DeclareInlined(FuncType type, in CodeBody body)
    {
        var locals = new List<Local>();
        Expression[] arguments = _stack.Pop(type.Parameters.Length);
        for (int i = 0; i < arguments.Length; i++) Declare(type.Parameters[i], arguments[i]);
        foreach (LocalRun run in body.Locals)
            for (uint i = 0; i < run.Count; i++) Declare(run.Type, ZeroOf(IrTypes.Of(run.Type)));
        return [.. locals];

        void Declare(ValType valType, Expression value)
        {
            var local = new Local(_ir.Locals.Count, IrTypes.Of(valType), isParameter: false) { IsNonNull = valType is { IsRef: true, Nullable: false } };
            _ir.Locals.Add(local);
            locals.Add(local);
            _stack.Add(new SetLocal(local, value), value.Effects, local.Bit);
        }
    }

    private void OpenInlined(FuncType type)
    {
        _inlinedFrame = new ControlFrame(FrameKind.Block, NewLabel(), _stack.Height, [], Types(type.Results)) { Region = _region };
        _frames.Add(_inlinedFrame);
        _stack.AddUnordered(new BlockStart(_inlinedFrame.Label));
    }

    private void LowerInlined(InstructionReader reader, Inlinable kind)
    {
        Instruction instruction = default;
        while (reader.Read(ref instruction))
        {
            if (_skipped >= 0) Skip(instruction);
            else if (kind == Inlinable.Branching || instruction.Opcode != Opcode.End) Step(instruction);
        }
    }

    private static Expression ZeroOf(IrType type) => type switch
    {
        IrType.V128 => new VectorConstant(Vector128<byte>.Zero),
        IrType.Object => new Null(type),
        _ => new Constant(type, 0),
    };
}
