using System.Runtime.Intrinsics;
using Caisson.Compiler.Ir;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>
/// Calls of small functions, whose bodies are lowered in place, as a block. The JIT does so only where caller and callee are emitted
/// together, and after it has settled how a call is made; it never does where a function calls itself.
/// </summary>
internal sealed partial class FunctionLowerer
{
    /// <summary>A caller grows to twice its size at most, or by this much.</summary>
    private const int LeastInlined = 512;

    private int _inlineBudget;

    /// <summary>The function that is being lowered in place, if one is.</summary>
    private InlinedFunction? _inlined;

    private Local LocalAt(uint index) => _inlined is null ? DeclaredLocal(index) : _inlined.Locals[index];

    /// <summary>Lowers a function in place of a call.</summary>
    /// <returns>Whether that was done.</returns>
    private bool Inline(int function)
    {
        int defined = function - _module.ImportCounts.Functions;
        if (defined < 0 || _inlineBudget <= 0) return false;
        CodeBody body = _module.Code[defined];
        FuncType type = _module.TypeOf(new FuncIdx((uint)function));
        Inlinable kind = function == _ir.Index && _inlined is null ? Inlining.InItself(_module, type, body) : Inlining.Of(_module, body);
        if (kind == Inlinable.No) return false;
        _inlineBudget -= body.Instructions.Length;
        _ir.InlinedBytes += body.Instructions.Length;

        Local[] locals = DeclareInlined(type, body);
        ControlFrame? frame = null;
        if (kind != Inlinable.Straight)
        {
            _stack.SpillAll();
            frame = OpenInlined(type);
        }
        InlinedFunction? outer = _inlined;
        _inlined = new InlinedFunction(locals, frame);
        LowerInlined(new InstructionReader(_module.Bytes.Span, body.Instructions), kind);
        _inlined = outer;
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

    private ControlFrame OpenInlined(FuncType type)
    {
        var frame = new ControlFrame(FrameKind.Block, NewLabel(), _stack.Height, [], Types(type.Results)) { Region = _region };
        _frames.Add(frame);
        _stack.AddUnordered(new BlockStart(frame.Label));
        return frame;
    }

    private void LowerInlined(InstructionReader reader, Inlinable kind)
    {
        Instruction instruction = default;
        while (reader.Read(ref instruction))
            if (kind != Inlinable.Straight || instruction.Opcode != Opcode.End) Lower(reader, instruction);
    }

    private static Expression ZeroOf(IrType type) => type switch
    {
        IrType.V128 => new VectorConstant(Vector128<byte>.Zero),
        IrType.Object => new Null(type),
        _ => new Constant(type, 0),
    };

    /// <summary>A function that is lowered in place.</summary>
    /// <param name="Locals">Its parameters and locals.</param>
    /// <param name="Frame">Where it returns to; null when it only ends.</param>
    private sealed record InlinedFunction(Local[] Locals, ControlFrame? Frame);
}
