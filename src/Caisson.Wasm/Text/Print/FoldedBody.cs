using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Print;

/// <summary>
/// Writes expressions with parentheses: instructions around their operands, structured instructions around their contents. The tree
/// is walked with a stack of its own. Not thread-safe. spec: text-foldedinstr
/// </summary>
internal sealed class FoldedBody(ModuleSyntax module, InstructionText text, TextOutput output)
{
    // What has no more nodes than this stands on one line.
    private const int MostOnLine = 4;

    private readonly record struct Open(int Node, int NextChild, bool OnLine);

    private readonly FoldedTree _tree = new(module);
    private readonly Stack<Open> _open = new();
    private Instruction _instruction;

    /// <summary>Number of outermost instructions of the expression that was read last.</summary>
    public int Count => _tree.Roots.Count;

    /// <summary>Reads an expression, to be written next.</summary>
    /// <param name="range">The expression.</param>
    /// <param name="function">The type of the function; null for a constant expression.</param>
    public void Read(ByteRange range, FuncType? function) => _tree.Build(range, function);

    /// <summary>Writes the expression that was read last.</summary>
    /// <param name="hints">The branch hints on its way.</param>
    public void Write(Dictionary<int, BranchHint>? hints = null)
    {
        foreach (int root in _tree.Roots)
        {
            output.Line();
            Begin(root, hints);
            while (_open.Count > 0) Step(hints);
        }
    }

    private void Step(Dictionary<int, BranchHint>? hints)
    {
        Open open = _open.Pop();
        if (open.NextChild < 0)
        {
            End(open);
            return;
        }
        FoldedNode child = _tree[open.NextChild];
        _open.Push(open with { NextChild = child.Next });
        if (open.OnLine) output.Write(' ');
        else output.Line();
        Begin(open.NextChild, hints);
    }

    private void Begin(int index, Dictionary<int, BranchHint>? hints)
    {
        FoldedNode node = _tree[index];
        bool onLine = node.Size <= MostOnLine && !IsStructured(node);
        if (hints is not null && hints.TryGetValue(node.Offset, out BranchHint hint))
        {
            text.Hint(hint);
            output.Write(' ');
        }
        output.Write('(');
        Header(index, node);
        _open.Push(new(index, node.First, onLine));
        output.Depth++;
    }

    private void End(Open open)
    {
        FoldedNode node = _tree[open.Node];
        output.Depth--;
        if (LeavesLabel(node)) text.Labels.Leave();
        if (node.First >= 0 && !open.OnLine && !output.IsInline) output.Line();
        output.Write(')');
    }

    private void Header(int index, FoldedNode node)
    {
        if (node.Offset < 0)
        {
            // A label is visible from here on, not among the operands of its if.
            bool isThen = _tree[_open.Peek().Node].Opcode == Opcode.If;
            output.Write(isThen ? "then" : "do");
            if (isThen) text.Labels.Enter(_tree[_open.Peek().Node].Label);
            return;
        }
        InstructionReader reader = new(module.Bytes.Span, new(node.Offset, module.Bytes.Length - node.Offset));
        reader.Read(ref _instruction);
        if (!IsStructured(node) || IsClause(node.Opcode))
        {
            if (node.Opcode == Opcode.Delegate) text.Labels.Leave();
            text.Plain(in _instruction, in reader);
            return;
        }
        text.Structured(in _instruction, in reader, node.Label, atEndOfLine: _tree[index].First >= 0);
        if (node.Opcode != Opcode.If) text.Labels.Enter(node.Label);
    }

    /// <summary>A <c>try</c> with <c>delegate</c> has left its label before that.</summary>
    private bool LeavesLabel(FoldedNode node) => node.Offset >= 0 && IsStructured(node) && !IsClause(node.Opcode)
        && !(node.Opcode == Opcode.Try && _tree[node.Last].Opcode == Opcode.Delegate);

    private static bool IsClause(Opcode opcode) => opcode is Opcode.Else or Opcode.Catch or Opcode.CatchAll or Opcode.Delegate;

    private static bool IsStructured(FoldedNode node) => node.Offset < 0 || IsClause(node.Opcode)
        || node.Opcode is Opcode.Block or Opcode.Loop or Opcode.If or Opcode.Try or Opcode.TryTable;
}
