using Caisson.Compiler.Ir;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Lowering;

/// <summary>
/// Turns the body of one validated function into IR, in one pass over its bytes: stack instructions become expression trees,
/// structured control becomes labels. Unreachable code is skipped. One use; not shared between threads.
/// </summary>
internal sealed partial class FunctionLowerer
{
    /// <summary>
    /// A block or call of two bytes may take a thousand values and leave a thousand. Each costs about as much as an instruction, so that a function may
    /// have as many of these as of bytes, and so many more.
    /// </summary>
    private const int MostMoved = 100_000;

    private readonly ModuleSyntax _module;
    private readonly FunctionIr _ir;
    private readonly OperandStack _stack;
    private readonly List<ControlFrame> _frames = [];
    private readonly bool _countsFuel;
    private int _labels;

    /// <summary>Number of structured instructions open in unreachable code, or -1 in reachable code.</summary>
    private int _skipped = -1;

    private FunctionLowerer(ModuleSyntax module, FunctionIr ir, bool countsFuel)
    {
        _module = module;
        _countsFuel = countsFuel;
        _ir = ir;
        _stack = new OperandStack(ir, mostMoved: MostMoved + module.Code[ir.Index - module.ImportCounts.Functions].Instructions.Length);
    }

    /// <summary>Lowers a function.</summary>
    /// <param name="module">A validated module.</param>
    /// <param name="definedIndex">Index among the functions that are not imported.</param>
    /// <param name="countsFuel">Whether the code counts what it does.</param>
    /// <param name="inlines">Whether calls of small functions are lowered in place.</param>
    /// <exception cref="NotSupportedException">It uses an instruction that can't be compiled yet.</exception>
    public static FunctionIr Lower(ModuleSyntax module, int definedIndex, bool countsFuel, bool inlines)
    {
        int index = module.ImportCounts.Functions + definedIndex;
        var ir = new FunctionIr(index, module.TypeOf(new FuncIdx((uint)index))) { Module = module };
        var lowerer = new FunctionLowerer(module, ir, countsFuel);
        CodeBody body = module.Code[definedIndex];
        if (inlines) lowerer._inlineBudget = Math.Max(LeastInlined, body.Instructions.Length);
        lowerer.DeclareLocals(body);
        lowerer.LowerBody(new InstructionReader(module.Bytes.Span, body.Instructions));
        return ir;
    }

    private void LowerBody(InstructionReader reader)
    {
        _frames.Add(new ControlFrame(FrameKind.Function, NewLabel(), 0, [], Types(_ir.Type.Results)));
        if (_countsFuel) BeginSegment(checks: true);
        Instruction instruction = default;
        while (reader.Read(ref instruction))
        {
            if (_skipped < 0) Charge(instruction.Opcode);
            Lower(reader, instruction);
            if (_skipped < 0) EndSegmentAfter(instruction.Opcode);
        }
    }

    private void Lower(in InstructionReader reader, in Instruction instruction)
    {
        if (_skipped >= 0) Skip(instruction);
        else if (instruction.Opcode == Opcode.BrTable) BrTable(reader.Labels(instruction), (int)instruction.Index);
        else if (instruction.Opcode == Opcode.TryTable) TryTable(instruction.BlockType, reader.Catches(instruction).ToArray());
        else Step(instruction);
    }

    /// <summary>In unreachable code only the nesting counts.</summary>
    private void Skip(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.If or Opcode.TryTable or Opcode.Try:
                _skipped++;
                break;
            case Opcode.Else when _skipped == 0:
                _skipped = -1;
                Else(reachable: false);
                break;
            case Opcode.End when _skipped == 0:
                _skipped = -1;
                End(reachable: false);
                break;
            case Opcode.Catch when _skipped == 0:
                _skipped = -1;
                Catch((int)instruction.Index, reachable: false);
                break;
            case Opcode.CatchAll when _skipped == 0:
                _skipped = -1;
                CatchAll(reachable: false);
                break;
            case Opcode.Delegate when _skipped == 0:
                _skipped = -1;
                Delegate((int)instruction.Index, reachable: false);
                break;
            case Opcode.End or Opcode.Delegate:
                _skipped--;
                break;
        }
    }

    private void Step(in Instruction instruction)
    {
        Opcode opcode = instruction.Opcode;
        switch (opcode)
        {
            case Opcode.Nop: break;
            case Opcode.Unreachable: Unreachable(); break;
            case Opcode.Block: Block(instruction.BlockType); break;
            case Opcode.Loop: Loop(instruction.BlockType); break;
            case Opcode.If: If(instruction.BlockType); break;
            case Opcode.Else: Else(reachable: true); break;
            case Opcode.End: End(reachable: true); break;
            case Opcode.Br: Br((int)instruction.Index); break;
            case Opcode.BrIf: BrIf((int)instruction.Index); break;
            case Opcode.BrOnNull: BrOnNull((int)instruction.Index); break;
            case Opcode.BrOnNonNull: BrOnNonNull((int)instruction.Index); break;
            case Opcode.Return: Return(); break;

            case Opcode.Throw: Throw((int)instruction.Index); break;
            case Opcode.ThrowRef: ThrowRef(); break;
            case Opcode.Try: Try(instruction.BlockType); break;
            case Opcode.Catch: Catch((int)instruction.Index, reachable: true); break;
            case Opcode.CatchAll: CatchAll(reachable: true); break;
            case Opcode.Delegate: Delegate((int)instruction.Index, reachable: true); break;
            case Opcode.Rethrow: Rethrow((int)instruction.Index); break;

            case Opcode.Call when Inline((int)instruction.Index): break;
            case Opcode.Call: Call(DirectCall(instruction)); break;
            case Opcode.CallIndirect: Call(IndirectCall(instruction)); break;
            case Opcode.CallRef: Call(ReferenceCall(instruction)); break;
            case Opcode.ReturnCall: ReturnCall(DirectCall(instruction)); break;
            case Opcode.ReturnCallIndirect: ReturnCall(IndirectCall(instruction)); break;
            case Opcode.ReturnCallRef: ReturnCall(ReferenceCall(instruction)); break;

            case Opcode.Drop: Drop(); break;
            case Opcode.Select or Opcode.SelectT: Select(); break;

            case Opcode.LocalGet: _stack.Push(new LocalGet(LocalAt(instruction.Index))); break;
            case Opcode.LocalSet: LocalSet(instruction); break;
            case Opcode.LocalTee: LocalTee(instruction); break;
            case Opcode.GlobalGet: GlobalGet((int)instruction.Index); break;
            case Opcode.GlobalSet: GlobalSet((int)instruction.Index); break;

            case Opcode.TableGet: TableGet((int)instruction.Index); break;
            case Opcode.TableSet: TableSet((int)instruction.Index); break;
            case Opcode.TableSize: TableSize((int)instruction.Index); break;
            case Opcode.TableGrow: TableGrow((int)instruction.Index); break;
            case Opcode.TableFill: TableFill((int)instruction.Index); break;
            case Opcode.TableCopy: TableCopy((int)instruction.Index, (int)instruction.Index2); break;
            case Opcode.TableInit: TableInit((int)instruction.Index, (int)instruction.Index2); break;
            case Opcode.ElemDrop: Perform("ElemDrop", [], (int)instruction.Index); break;

            case Opcode.MemorySize: MemorySize((int)instruction.Index); break;
            case Opcode.MemoryGrow: MemoryGrow((int)instruction.Index); break;
            case Opcode.MemoryFill: MemoryFill((int)instruction.Index); break;
            case Opcode.MemoryCopy: MemoryCopy((int)instruction.Index, (int)instruction.Index2); break;
            case Opcode.MemoryInit: MemoryInit((int)instruction.Index, (int)instruction.Index2); break;
            case Opcode.DataDrop: Perform("DataDrop", [], (int)instruction.Index); break;

            case Opcode.RefNull: _stack.Push(new Null(IrTypes.Of(instruction.RefType))); break;
            case Opcode.RefIsNull: _stack.Push(new IsNull(_stack.Pop())); break;
            case Opcode.RefFunc: _stack.Push(new Operation("RefFunc", IrType.Object, Effects.None, [], [(int)instruction.Index])); break;
            case Opcode.RefAsNonNull: RefAsNonNull(); break;

            case Opcode.RefEq: Reference(opcode, 2, IrType.I32, Effects.None); break;
            case Opcode.RefI31: Reference(opcode, 1, IrType.Object, Effects.None); break;
            case Opcode.I31GetS or Opcode.I31GetU: Reference(opcode, 1, IrType.I32, Effects.OtherTrap); break;
            case Opcode.AnyConvertExtern or Opcode.ExternConvertAny: Reference(opcode, 1, IrType.Object, Effects.None); break;
            case Opcode.RefTest or Opcode.RefTestNull: _stack.Push(new RefTest(instruction.RefType, _stack.Pop())); break;
            case Opcode.RefCast or Opcode.RefCastNull: _stack.Push(new RefCast(instruction.RefType, _stack.Pop())); break;
            case Opcode.BrOnCast: BrOnCast((int)instruction.Index, instruction.RefType2, whenFails: false); break;
            case Opcode.BrOnCastFail: BrOnCast((int)instruction.Index, instruction.RefType2, whenFails: true); break;

            case Opcode.StructNew: StructNew(TypeOf(instruction)); break;
            case Opcode.StructNewDefault: StructNewDefault(TypeOf(instruction)); break;
            case Opcode.StructGet or Opcode.StructGetU: StructGet(TypeOf(instruction), (int)instruction.Index2, signed: false); break;
            case Opcode.StructGetS: StructGet(TypeOf(instruction), (int)instruction.Index2, signed: true); break;
            case Opcode.StructSet: StructSet(TypeOf(instruction), (int)instruction.Index2); break;
            case Opcode.ArrayNew: ArrayNew(TypeOf(instruction)); break;
            case Opcode.ArrayNewDefault: ArrayNewDefault(TypeOf(instruction)); break;
            case Opcode.ArrayNewFixed: ArrayNewFixed(TypeOf(instruction), (int)instruction.Index2); break;
            case Opcode.ArrayNewData: ArrayNewData((int)instruction.Index, (int)instruction.Index2); break;
            case Opcode.ArrayNewElem: ArrayNewElem((int)instruction.Index, (int)instruction.Index2); break;
            case Opcode.ArrayGet or Opcode.ArrayGetU: ArrayGet(TypeOf(instruction), signed: false); break;
            case Opcode.ArrayGetS: ArrayGet(TypeOf(instruction), signed: true); break;
            case Opcode.ArraySet: ArraySet(TypeOf(instruction)); break;
            case Opcode.ArrayLen: _stack.Push(new ArrayLen(_stack.Pop())); break;
            case Opcode.ArrayFill: ArrayFill(TypeOf(instruction)); break;
            case Opcode.ArrayCopy: Perform("ArrayCopy", _stack.Pop(5)); break;
            case Opcode.ArrayInitData: Perform("ArrayInitData", _stack.Pop(4), (int)instruction.Index, (int)instruction.Index2); break;
            case Opcode.ArrayInitElem: Perform("ArrayInitElem", _stack.Pop(4), (int)instruction.Index2); break;

            case Opcode.I32Const: _stack.Push(new Constant(IrType.I32, (uint)instruction.Bits)); break;
            case Opcode.I64Const: _stack.Push(new Constant(IrType.I64, instruction.Bits)); break;
            case Opcode.F32Const: _stack.Push(new Constant(IrType.F32, (uint)instruction.Bits)); break;
            case Opcode.F64Const: _stack.Push(new Constant(IrType.F64, instruction.Bits)); break;
            case Opcode.V128Const: _stack.Push(new VectorConstant(instruction.Vector)); break;
            case Opcode.I8x16Shuffle: Shuffle(instruction); break;

            case Opcode.I64Add128 or Opcode.I64Sub128 or Opcode.I64MulWideS or Opcode.I64MulWideU: WideArithmetic(opcode); break;

            default:
                if (opcode.Prefix == 0xFE) AtomicAccess(instruction);
                else if (opcode.AccessBytes > 0) MemoryAccess(instruction);
                else if (!opcode.IsCustom && opcode.Prefix is 0 or 0xFC or 0xFD) PlainOperation(instruction);
                else throw CompilerErrors.NotSupported(opcode, _ir.Index);
                break;
        }
    }

    private static TypeIdx TypeOf(in Instruction instruction) => new(instruction.Index);

    private Label NewLabel() => new(_labels++);

    private static IrType[] Types(IReadOnlyList<ValType> types) => [.. types.Select(IrTypes.Of)];
}
