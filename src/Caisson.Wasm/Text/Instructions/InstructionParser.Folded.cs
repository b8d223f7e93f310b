using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;
using Caisson.Wasm.Text.Scopes;

namespace Caisson.Wasm.Text.Instructions;

internal sealed partial class InstructionParser
{
    /// <summary>An opening parenthesis: a clause of the form that is open, or a folded instruction. spec: text-foldedinstr</summary>
    private void Open(FrameKind top)
    {
        switch (top)
        {
            case FrameKind.FoldedIf when reader.TryOpen("then"):
                BeginThen();
                break;
            case FrameKind.AfterThen:
                reader.Open("else");
                _code.Opcode(Opcode.Else);
                Replace(FrameKind.FoldedElse);
                break;
            case FrameKind.FoldedTry:
                reader.Open("do");
                Replace(FrameKind.FoldedDo);
                break;
            case FrameKind.AfterDo when reader.TryOpen("delegate"):
                EndWithDelegate();
                reader.Close();
                Replace(FrameKind.AfterDelegate);
                break;
            case FrameKind.AfterDo or FrameKind.AfterCatch when reader.TryOpen("catch"):
                BeginCatch();
                Replace(FrameKind.FoldedCatch);
                break;
            case FrameKind.AfterDo or FrameKind.AfterCatch:
                reader.Open("catch_all");
                _code.Opcode(Opcode.CatchAll);
                Replace(FrameKind.FoldedCatchAll);
                break;
            default:
                if (!TakesOperands(top)) throw reader.UnexpectedAfterOpen();
                Folded();
                break;
        }
    }

    private void Folded()
    {
        byte? hint = TakeHint();
        reader.Next();
        Opcode opcode = Mnemonic(FrameKind.FoldedPlain);
        CheckHint(hint, opcode);
        switch (opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.TryTable:
                BeginBlock(opcode, FrameKind.FoldedBlock);
                break;
            case Opcode.Try:
                BeginBlock(opcode, FrameKind.FoldedTry);
                break;
            case Opcode.If:
                _frames.Push(new Frame(FrameKind.FoldedIf, _pending.Length, LabelName.Read(reader), hint));
                _pending.Opcode(opcode);
                types.BlockType(_pending);
                break;
            default:
                _frames.Push(new Frame(FrameKind.FoldedPlain, _pending.Length, Hint: hint));
                Plain(opcode, _pending);
                break;
        }
    }

    private void BeginThen()
    {
        Flush();
        Labels.Push(_frames.Peek().Label);
        Replace(FrameKind.FoldedThen);
    }

    /// <summary>A closing parenthesis: the end of a clause, or of the form that is open.</summary>
    private void Close(FrameKind top)
    {
        switch (top)
        {
            case FrameKind.FoldedPlain:
                Flush();
                _frames.Pop();
                break;
            case FrameKind.FoldedBlock or FrameKind.AfterThen or FrameKind.AfterLast or FrameKind.AfterDo or FrameKind.AfterCatch:
                EndBlock();
                break;
            case FrameKind.AfterDelegate:
                _frames.Pop();
                break;
            case FrameKind.FoldedThen:
                Replace(FrameKind.AfterThen);
                break;
            case FrameKind.FoldedDo:
                Replace(FrameKind.AfterDo);
                break;
            case FrameKind.FoldedCatch:
                Replace(FrameKind.AfterCatch);
                break;
            case FrameKind.FoldedElse or FrameKind.FoldedCatchAll:
                Replace(FrameKind.AfterLast);
                break;
            default:
                throw reader.Unexpected();
        }
        reader.Close();
    }
}
