using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;
using Caisson.Wasm.Text.Types;

namespace Caisson.Wasm.Text.Instructions;

/// <summary>
/// Parses expressions and writes their instructions. Open forms stand on a stack of its own, so that nesting costs no CLR
/// stack; the bytes of folded instructions wait in a second buffer until their operands are written. Not thread-safe.
/// spec: text-instr
/// </summary>
internal sealed partial class InstructionParser(TokenReader reader, ModuleScope scope, TypeParser types, bool flatInsideFolded)
{
    private static readonly IndexSpace NoLocals = new("local");

    private readonly Stack<Frame> _frames = new();
    private readonly ByteWriter _pending = new();
    private ByteWriter _code = new();
    private IndexSpace _locals = NoLocals;

    /// <summary>The labels of the function that was parsed last.</summary>
    public LabelScope Labels { get; } = new();

    /// <summary>Whether any instruction has named a data segment.</summary>
    public bool NamesData { get; private set; }

    /// <summary>Parses the body of a function up to its closing parenthesis. spec: text-func</summary>
    /// <param name="target">Where the instructions go; the offsets of <see cref="Hints"/> count from its start.</param>
    /// <param name="functionLocals">Parameters and locals.</param>
    public void Body(ByteWriter target, IndexSpace functionLocals)
    {
        Begin(target, functionLocals);
        Instructions();
        target.Opcode(Opcode.End);
    }

    /// <summary>Parses an expression up to the closing parenthesis behind it. spec: text-expr</summary>
    public void Expression(ByteWriter target)
    {
        Begin(target, NoLocals);
        Instructions();
        target.Opcode(Opcode.End);
    }

    /// <summary>Parses one folded instruction as an expression.</summary>
    public void FoldedExpression(ByteWriter target)
    {
        Begin(target, NoLocals);
        if (reader.Kind != TokenKind.Open) throw reader.Unexpected();
        do Step();
        while (_frames.Count > 0);
        target.Opcode(Opcode.End);
    }

    private void Begin(ByteWriter target, IndexSpace functionLocals)
    {
        (_code, _locals) = (target, functionLocals);
        Labels.Clear();
        _hints.Clear();
    }

    private void Instructions()
    {
        while (_frames.Count > 0 || reader.Kind != TokenKind.Close) Step();
    }

    private void Step()
    {
        FrameKind top = _frames.TryPeek(out Frame frame) ? frame.Kind : FrameKind.None;
        switch (reader.Kind)
        {
            case TokenKind.Open:
                Open(top);
                break;
            case TokenKind.Close:
                Close(top);
                break;
            case TokenKind.Keyword when TakesInstructions(top) || (flatInsideFolded && top == FrameKind.FoldedPlain):
                Flat(top);
                break;
            default:
                throw reader.Unexpected();
        }
    }

    private static bool TakesInstructions(FrameKind top) => top
        is FrameKind.None or FrameKind.Block or FrameKind.If or FrameKind.Try or FrameKind.Catch
        or FrameKind.FoldedBlock or FrameKind.FoldedThen or FrameKind.FoldedElse
        or FrameKind.FoldedDo or FrameKind.FoldedCatch or FrameKind.FoldedCatchAll;

    private static bool TakesOperands(FrameKind top) => TakesInstructions(top) || top is FrameKind.FoldedPlain or FrameKind.FoldedIf;

    /// <summary>Takes a mnemonic that is legal where it stands.</summary>
    private Opcode Mnemonic(FrameKind top)
    {
        if (reader.Kind != TokenKind.Keyword || !Opcodes.TryParse(reader.Text, out Opcode opcode)) throw reader.Unexpected();
        bool legal = opcode switch
        {
            Opcode.End => top is FrameKind.Block or FrameKind.If or FrameKind.Try or FrameKind.Catch,
            Opcode.Else => top is FrameKind.If,
            Opcode.Catch or Opcode.CatchAll => top is FrameKind.Try or FrameKind.Catch,
            Opcode.Delegate => top is FrameKind.Try,
            _ => true,
        };
        if (!legal) throw reader.Unexpected();
        reader.Next();
        return opcode;
    }

    private void Replace(FrameKind kind) => _frames.Push(_frames.Pop() with { Kind = kind });

    /// <summary>Writes the instruction that waits in the topmost frame.</summary>
    private void Flush()
    {
        Frame frame = _frames.Peek();
        AddHint(frame.Hint);
        _code.Bytes(_pending.Written[frame.PendingStart..]);
        _pending.Truncate(frame.PendingStart);
    }
}
