using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Instructions;

internal sealed partial class InstructionParser
{
    /// <summary>An instruction without parentheses, or a keyword that continues or ends one. spec: text-instr</summary>
    private void Flat(FrameKind top)
    {
        byte? hint = TakeHint();
        Opcode opcode = Mnemonic(top);
        CheckHint(hint, opcode);
        switch (opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.TryTable:
                BeginBlock(opcode, FrameKind.Block);
                break;
            case Opcode.If:
                AddHint(hint);
                BeginBlock(opcode, FrameKind.If);
                break;
            case Opcode.Try:
                BeginBlock(opcode, FrameKind.Try);
                break;
            case Opcode.Else:
                MatchLabel();
                _code.Opcode(opcode);
                Replace(FrameKind.Block);
                break;
            case Opcode.Catch:
                BeginCatch();
                Replace(FrameKind.Catch);
                break;
            case Opcode.CatchAll:
                MatchLabel();
                _code.Opcode(opcode);
                Replace(FrameKind.Block);
                break;
            case Opcode.Delegate:
                EndWithDelegate();
                _frames.Pop();
                break;
            case Opcode.End:
                MatchLabel();
                EndBlock();
                break;
            default:
                AddHint(hint);
                Plain(opcode, _code);
                break;
        }
    }

    private void BeginBlock(Opcode opcode, FrameKind kind)
    {
        LabelName label = LabelName.Read(reader);
        _code.Opcode(opcode);
        types.BlockType(_code);
        if (opcode == Opcode.TryTable) Catches();
        Labels.Push(label);
        _frames.Push(new Frame(kind));
    }

    private void EndBlock()
    {
        _code.Opcode(Opcode.End);
        Labels.Pop();
        _frames.Pop();
    }

    private void BeginCatch()
    {
        _code.Opcode(Opcode.Catch);
        _code.Unsigned(scope.Tags.Resolve(reader));
    }

    /// <summary>The label of <c>delegate</c> counts from outside its own <c>try</c>.</summary>
    private void EndWithDelegate()
    {
        Labels.Pop();
        _code.Opcode(Opcode.Delegate);
        _code.Unsigned(Labels.Resolve(reader));
    }

    /// <summary>A label behind <c>else</c> or <c>end</c> must repeat the one of the block. spec: text-block</summary>
    private void MatchLabel()
    {
        Token token = reader.Current;
        if (reader.TryId() is { } id && id != Labels.Innermost)
        {
            throw TextErrors.At(reader.Source, token.Start, TextErrors.MismatchingLabel);
        }
    }
}
