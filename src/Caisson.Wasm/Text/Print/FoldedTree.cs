using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Print;

/// <summary>
/// Builds the tree of an expression in one pass. How many operands an instruction takes matters to those who read only: folded
/// instructions mean what they mean in the order of their operands, wherever the parentheses stand. Not thread-safe. spec: text-foldedinstr
/// </summary>
internal sealed class FoldedTree(ModuleSyntax module)
{
    private readonly record struct Frame(int Node, int Clause, int Base);

    private readonly List<FoldedNode> _nodes = [];
    private readonly List<int> _roots = [];
    private readonly Stack<Frame> _frames = new();
    private readonly Nesting _nesting = new();
    private readonly Arities _arities = new(module);

    /// <summary>A node.</summary>
    public FoldedNode this[int node] => _nodes[node];

    /// <summary>The outermost nodes of the expression, in order.</summary>
    public IReadOnlyList<int> Roots => _roots;

    /// <summary>Builds the tree of an expression.</summary>
    /// <param name="range">The expression, with its final <c>end</c>.</param>
    /// <param name="function">The type of the function; null for a constant expression.</param>
    /// <exception cref="MalformedException">The expression is malformed.</exception>
    public void Build(ByteRange range, FuncType? function)
    {
        _nodes.Clear();
        _roots.Clear();
        _frames.Clear();
        _nesting.Begin();
        _arities.Begin(function);
        InstructionReader reader = new(module.Bytes.Span, range);
        Instruction instruction = default;
        while (reader.Read(ref instruction))
        {
            _nesting.Step(in instruction);
            if (_nesting.Depth > 0) Step(in instruction);
        }
        _nesting.Finish(range);
    }

    private void Step(in Instruction instruction)
    {
        switch (instruction.Opcode)
        {
            case Opcode.Block or Opcode.Loop or Opcode.TryTable:
                Open(in instruction, NoClause);
                break;
            case Opcode.If or Opcode.Try:
                Open(in instruction, Opcode.Nop);
                break;
            case Opcode.Else or Opcode.Catch or Opcode.CatchAll:
                EndClause();
                Frame frame = _frames.Pop();
                _frames.Push(frame with { Clause = AddClause(frame.Node, instruction.Offset, instruction.Opcode) });
                break;
            case Opcode.Delegate:
                EndClause();
                AddClause(_frames.Peek().Node, instruction.Offset, instruction.Opcode);
                Close();
                break;
            case Opcode.End:
                EndClause();
                Close();
                break;
            default:
                (int operands, int results) = _arities.Of(in instruction);
                _roots.Add(AddWithOperands(in instruction, operands, results));
                break;
        }
    }

    private const Opcode NoClause = Opcode.Unreachable;

    private void Open(in Instruction instruction, Opcode clause)
    {
        (int operands, int results) = _arities.Enter(in instruction);
        // Only the condition of an if can stand inside its parentheses; parameters of blocks stay before them.
        int node = AddWithOperands(in instruction, instruction.Opcode == Opcode.If ? operands : 0, results);
        _frames.Push(new(node, clause == NoClause ? node : AddClause(node, -1, clause), _roots.Count));
    }

    /// <summary>The roots since the clause began are its contents.</summary>
    private void EndClause()
    {
        Frame frame = _frames.Peek();
        Adopt(frame.Clause, frame.Base);
    }

    private void Close()
    {
        _arities.Leave();
        _roots.Add(_frames.Pop().Node);
    }

    private int AddClause(int parent, int offset, Opcode opcode)
    {
        int clause = Add(new() { Offset = offset, Opcode = opcode });
        Append(parent, clause);
        return clause;
    }

    private int AddWithOperands(in Instruction instruction, int operands, int results)
    {
        int start = _roots.Count;
        int floor = _frames.TryPeek(out Frame frame) ? frame.Base : 0;
        while (start > floor && operands > 0 && _nodes[_roots[start - 1]].Results is > 0 and int given && given <= operands)
        {
            operands -= given;
            start--;
        }
        int node = Add(new() { Offset = instruction.Offset, Opcode = instruction.Opcode, Label = _nesting.Label, Results = results });
        Adopt(node, start);
        return node;
    }

    private int Add(FoldedNode node)
    {
        _nodes.Add(node with { First = -1, Last = -1, Next = -1, Size = 1 });
        return _nodes.Count - 1;
    }

    private void Adopt(int parent, int start)
    {
        for (int i = start; i < _roots.Count; i++) Append(parent, _roots[i]);
        _roots.RemoveRange(start, _roots.Count - start);
    }

    private void Append(int parent, int child)
    {
        Span<FoldedNode> nodes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_nodes);
        ref FoldedNode node = ref nodes[parent];
        if (node.First < 0) node.First = child;
        else nodes[node.Last].Next = child;
        node.Last = child;
        node.Size += nodes[child].Size;
    }
}
