using System.Runtime.CompilerServices;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

/// <summary>
/// Step 2 in the life of a module: one function body, instruction by instruction, with the stacks of the specification's algorithm,
/// so that a compiler can lower while it validates. Reused from body to body without allocating; one thread at a time.
/// spec: algo-valid
/// </summary>
/// <remarks>
/// <c>Begin</c>, then <c>Step</c> for each instruction, then <c>Finish</c>; <see cref="Validate"/> does all three. After an
/// exception only <c>Begin</c> may follow.
/// </remarks>
public sealed partial class FunctionValidator
{
    private readonly ModuleContext _context;
    private readonly TypeMatcher _types;
    private readonly LocalTypes _locals = new();
    private ControlFrame[] _frames = new ControlFrame[16];
    private int _depth;
    private FuncType? _function;
    private ByteRange _body;
    private int _functionIndex;
    private int _offset;
    private Opcode _opcode;

    /// <summary>A validator of the functions of a module whose definitions are valid.</summary>
    public FunctionValidator(ModuleValidator module) : this(module.Context)
    {
    }

    internal FunctionValidator(ModuleContext context) => (_context, _types) = (context, context.Types);

    /// <summary>Number of open blocks, the function itself being one; 0 after its final <c>end</c>.</summary>
    public int Depth => _depth;

    /// <summary>Whether the next instruction can be reached.</summary>
    public bool IsReachable => !_unreachable;

    /// <summary>Number of operands on the stack, of all open blocks.</summary>
    public int OperandCount => _top;

    /// <summary>The type of an operand; bottom where unreachable code lets it open.</summary>
    /// <param name="index">0 is the operand on top.</param>
    public ValType Operand(int index) => index < _top - _floor
        ? _stack[_top - 1 - index]
        : _unreachable ? ValType.Bottom : throw new ArgumentOutOfRangeException(nameof(index));

    private Place Here => new(_offset, _functionIndex, _opcode);

    /// <summary>Validates a body.</summary>
    /// <param name="index">Index of the function, not counting imports.</param>
    /// <exception cref="InvalidException">The body is invalid.</exception>
    /// <exception cref="MalformedException">The body is malformed.</exception>
    public void Validate(int index)
    {
        Begin(index);
        InstructionReader reader = new(_context.Module.Bytes.Span, _body);
        Instruction instruction = default;
        while (reader.Read(ref instruction)) Step(in instruction, in reader);
        Finish();
    }

    /// <summary>Starts with a body.</summary>
    /// <param name="index">Index of the function, not counting imports.</param>
    public void Begin(int index)
    {
        ModuleSyntax module = _context.Module;
        CodeBody code = module.Code[index];
        _isConst = false;
        _body = code.Instructions;
        _functionIndex = module.ImportCounts.Functions + index;
        _offset = _body.Offset;
        _opcode = Opcode.Block;
        _function = module.TypeOf(new((uint)_functionIndex));
        ResetStacks();
        foreach (ValType parameter in _function.Parameters) _locals.Add(1, parameter);
        foreach (LocalRun run in code.Locals)
        {
            _context.CheckValType(run.Type, Here);
            _locals.Add(run.Count, run.Type);
        }
        if (_locals.Count > ImplementationLimits.Locals)
            ValidationErrors.Invalid(Here, $"too many locals: {_locals.Count}, the limit is {ImplementationLimits.Locals}");
        Enter(Opcode.Block, _function, default);
    }

    /// <summary>Validates the next instruction.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="reader">The reader that it came from.</param>
    /// <exception cref="InvalidException">It is invalid.</exception>
    /// <exception cref="MalformedException">It is malformed.</exception>
    public void Step(in Instruction instruction, in InstructionReader reader)
    {
        _offset = instruction.Offset;
        _opcode = instruction.Opcode;
        if (_depth == 0) ValidationErrors.AfterEnd(Here);
        if (!_context.IsLegal(_opcode)) ValidationErrors.IllegalOpcode(Here, _opcode);
        if (InstructionTable.IsCustom[(int)_opcode]) StepCustom(in instruction, in reader);
        else StepFixed(in instruction);
    }

    /// <summary>Ends the body.</summary>
    /// <exception cref="MalformedException">The final <c>end</c> is missing.</exception>
    public void Finish()
    {
        if (_depth == 0) return;
        int end = _body.End;
        if (end == _context.Module.Bytes.Length) ValidationErrors.UnexpectedEnd(Here with { Offset = end });
        if (end == _context.Module.SectionAt(SectionId.Code).End) ValidationErrors.SectionSize(Here with { Offset = end });
        ValidationErrors.EndExpected(Here with { Offset = end });
    }

    private void StepFixed(in Instruction instruction)
    {
        uint operands = InstructionTable.Operands[(int)_opcode];
        switch (_opcode.Immediates)
        {
            case ImmediateKind.MemArg:
                StepMemory(in instruction, operands);
                break;
            case ImmediateKind.MemArgLane:
                CheckLane(instruction.Index);
                StepMemory(in instruction, operands);
                break;
            case ImmediateKind.Lane:
                CheckLane(instruction.Index);
                PopKinds(operands);
                break;
            case ImmediateKind.Lanes:
                CheckLanes(instruction.Vector);
                PopKinds(operands);
                break;
            default:
                PopKinds(operands);
                break;
        }
        PushKinds(InstructionTable.Results[(int)_opcode]);
    }

    private void ResetStacks()
    {
        _locals.Clear();
        _depth = _top = _floor = 0;
        _unreachable = false;
    }

    /// <summary>spec: algo-ctrl-frame, <c>push_ctrl</c></summary>
    private void Enter(Opcode kind, FuncType? type, ValType result)
    {
        if (_depth == _frames.Length)
        {
            if (_depth >= ImplementationLimits.Nesting)
                ValidationErrors.Invalid(Here, $"blocks are nested deeper than {ImplementationLimits.Nesting}");
            Array.Resize(ref _frames, Math.Min(_depth * 2, ImplementationLimits.Nesting));
        }
        ref ControlFrame frame = ref _frames[_depth++];
        frame.Opcode = kind;
        frame.Type = type;
        frame.Result = result;
        frame.InitHeight = _locals.InitHeight;
        Open(ref frame);
    }

    /// <summary>The operands of the frame start at the top of the stack.</summary>
    private void Open(ref ControlFrame frame)
    {
        frame.Height = _floor = _top;
        frame.Unreachable = _unreachable = false;
    }

    /// <summary>The results are on the stack and nothing else; they are popped, and what the block set is unset. spec: <c>pop_ctrl</c></summary>
    private void Leave(ref ControlFrame frame)
    {
        ReadOnlySpan<ValType> results = ControlFrame.Results(in frame);
        ReadOnlySpan<ValType> found = _stack.AsSpan(_floor, _top - _floor);
        if (!IsOnTop(results)) ValidationErrors.StackMismatch(Here, results, found[Math.Max(0, found.Length - results.Length)..]);
        if (found.Length > results.Length) ValidationErrors.BlockMismatch(Here, results, found);
        _top = _floor;
        _locals.ResetTo(frame.InitHeight);
    }

    private ref ControlFrame Innermost => ref _frames[_depth - 1];

    /// <summary>The frame that a label stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref ControlFrame Label(uint label)
    {
        if (label >= (uint)_depth) ValidationErrors.Unknown(Here, "label", label);
        return ref _frames[_depth - 1 - (int)label];
    }

    private ReadOnlySpan<ValType> LabelTypes(uint label) => ControlFrame.LabelTypes(in Label(label));

    /// <summary>The rest of the block can't be reached. spec: <c>unreachable</c></summary>
    private void MarkUnreachable()
    {
        _top = _floor;
        _unreachable = Innermost.Unreachable = true;
    }
}
