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
    private readonly ModuleContext context;
    private readonly TypeMatcher types;
    private readonly LocalTypes locals = new();
    private ControlFrame[] frames = new ControlFrame[16];
    private int depth;
    private FuncType? function;
    private ByteRange body;
    private int functionIndex;
    private int offset;
    private Opcode opcode;

    /// <summary>A validator of the functions of a module whose definitions are valid.</summary>
    public FunctionValidator(ModuleValidator module) : this(module.Context)
    {
    }

    internal FunctionValidator(ModuleContext context) => (this.context, types) = (context, context.Types);

    /// <summary>Number of open blocks, the function itself being one; 0 after its final <c>end</c>.</summary>
    public int Depth => depth;

    /// <summary>Whether the next instruction can be reached.</summary>
    public bool IsReachable => !unreachable;

    /// <summary>Number of operands on the stack, of all open blocks.</summary>
    public int OperandCount => top;

    /// <summary>The type of an operand; bottom where unreachable code lets it open.</summary>
    /// <param name="index">0 is the operand on top.</param>
    public ValType Operand(int index) => index < top - floor
        ? stack[top - 1 - index]
        : unreachable ? ValType.Bottom : throw new ArgumentOutOfRangeException(nameof(index));

    private Place Here => new(offset, functionIndex, opcode);

    /// <summary>Validates a body.</summary>
    /// <param name="index">Index of the function, not counting imports.</param>
    /// <exception cref="InvalidException">The body is invalid.</exception>
    /// <exception cref="MalformedException">The body is malformed.</exception>
    public void Validate(int index)
    {
        Begin(index);
        InstructionReader reader = new(context.Module.Bytes.Span, body);
        Instruction instruction = default;
        while (reader.Read(ref instruction)) Step(in instruction, in reader);
        Finish();
    }

    /// <summary>Starts with a body.</summary>
    /// <param name="index">Index of the function, not counting imports.</param>
    public void Begin(int index)
    {
        ModuleSyntax module = context.Module;
        CodeBody code = module.Code[index];
        isConst = false;
        body = code.Instructions;
        functionIndex = module.ImportCounts.Functions + index;
        offset = body.Offset;
        opcode = Opcode.Block;
        function = module.TypeOf(new((uint)functionIndex));
        ResetStacks();
        foreach (ValType parameter in function.Parameters) locals.Add(1, parameter);
        foreach (LocalRun run in code.Locals)
        {
            context.CheckValType(run.Type, Here);
            locals.Add(run.Count, run.Type);
        }
        if (locals.Count > ImplementationLimits.Locals)
            ValidationErrors.Invalid(Here, $"too many locals: {locals.Count}, the limit is {ImplementationLimits.Locals}");
        Enter(Opcode.Block, function, default);
    }

    /// <summary>Validates the next instruction.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="reader">The reader that it came from.</param>
    /// <exception cref="InvalidException">It is invalid.</exception>
    /// <exception cref="MalformedException">It is malformed.</exception>
    public void Step(in Instruction instruction, in InstructionReader reader)
    {
        offset = instruction.Offset;
        opcode = instruction.Opcode;
        if (depth == 0) ValidationErrors.AfterEnd(Here);
        if (!context.IsLegal(opcode)) ValidationErrors.IllegalOpcode(Here, opcode);
        if (InstructionTable.IsCustom[(int)opcode]) StepCustom(in instruction, in reader);
        else StepFixed(in instruction);
    }

    /// <summary>Ends the body.</summary>
    /// <exception cref="MalformedException">The final <c>end</c> is missing.</exception>
    public void Finish()
    {
        if (depth == 0) return;
        int end = body.End;
        if (end == context.Module.Bytes.Length) ValidationErrors.UnexpectedEnd(Here with { Offset = end });
        if (end == context.Module.SectionAt(SectionId.Code).End) ValidationErrors.SectionSize(Here with { Offset = end });
        ValidationErrors.EndExpected(Here with { Offset = end });
    }

    private void StepFixed(in Instruction instruction)
    {
        uint operands = InstructionTable.Operands[(int)opcode];
        switch (InstructionTable.Immediates[(int)opcode])
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
        PushKinds(InstructionTable.Results[(int)opcode]);
    }

    private void ResetStacks()
    {
        locals.Clear();
        depth = top = floor = 0;
        unreachable = false;
    }

    /// <summary>spec: algo-ctrl-frame, <c>push_ctrl</c></summary>
    private void Enter(Opcode kind, FuncType? type, ValType result)
    {
        if (depth == frames.Length)
        {
            if (depth >= ImplementationLimits.Nesting)
                ValidationErrors.Invalid(Here, $"blocks are nested deeper than {ImplementationLimits.Nesting}");
            Array.Resize(ref frames, Math.Min(depth * 2, ImplementationLimits.Nesting));
        }
        ref ControlFrame frame = ref frames[depth++];
        frame.Opcode = kind;
        frame.Type = type;
        frame.Result = result;
        frame.InitHeight = locals.InitHeight;
        Open(ref frame);
    }

    /// <summary>The operands of the frame start at the top of the stack.</summary>
    private void Open(ref ControlFrame frame)
    {
        frame.Height = floor = top;
        frame.Unreachable = unreachable = false;
    }

    /// <summary>The results are on the stack and nothing else; they are popped, and what the block set is unset. spec: <c>pop_ctrl</c></summary>
    private void Leave(ref ControlFrame frame)
    {
        ReadOnlySpan<ValType> results = ControlFrame.Results(in frame);
        ReadOnlySpan<ValType> found = stack.AsSpan(floor, top - floor);
        if (!IsOnTop(results)) ValidationErrors.StackMismatch(Here, results, found[Math.Max(0, found.Length - results.Length)..]);
        if (found.Length > results.Length) ValidationErrors.BlockMismatch(Here, results, found);
        top = floor;
        locals.ResetTo(frame.InitHeight);
    }

    private ref ControlFrame Innermost => ref frames[depth - 1];

    /// <summary>The frame that a label stands for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref ControlFrame Label(uint label)
    {
        if (label >= (uint)depth) ValidationErrors.Unknown(Here, "label", label);
        return ref frames[depth - 1 - (int)label];
    }

    private ReadOnlySpan<ValType> LabelTypes(uint label) => ControlFrame.LabelTypes(in Label(label));

    /// <summary>The rest of the block can't be reached. spec: <c>unreachable</c></summary>
    private void MarkUnreachable()
    {
        top = floor;
        unreachable = Innermost.Unreachable = true;
    }
}
