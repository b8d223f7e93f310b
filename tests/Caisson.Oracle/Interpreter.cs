using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>
/// A module without imports and its state, executed by the letter of the specification's rules: slow and obvious, so that it can
/// be believed where it differs from the compiler. WebAssembly 2.0 without vectors, with tail calls. Not safe for several threads.
/// spec: exec
/// </summary>
internal sealed partial class Interpreter
{
    private const int MaxSteps = 2_000_000;
    private const int MaxDepth = 400;

    private readonly ModuleSyntax _module;
    private readonly Step[]?[] _bodies;
    private readonly bool[] _droppedDatas;
    private readonly bool[] _droppedElems;
    private int _steps;
    private int _depth;

    /// <summary>spec: exec-instantiation</summary>
    /// <exception cref="TrapStop">A segment didn't fit, or the start function trapped.</exception>
    /// <exception cref="LimitStop">The start function took too long.</exception>
    public Interpreter(ModuleSyntax module)
    {
        if (module.Imports.Length > 0) throw new NotSupportedException("imports");
        _module = module;
        _bodies = new Step[module.Code.Length][];
        _droppedDatas = new bool[module.Datas.Length];
        _droppedElems = new bool[module.Elems.Length];
        Memories = [.. module.Memories.Select(type => new MemInst(type))];
        Tables = [.. module.Tables.Select(type => new TableInst(type))];
        Globals = new Val[module.Globals.Length];
        for (int i = 0; i < Globals.Length; i++) Globals[i] = Constant(module.GlobalInits[i]);
        for (int i = 0; i < module.Elems.Length; i++) Initialise(i, module.Elems[i]);
        for (int i = 0; i < module.Datas.Length; i++) Initialise(i, module.Datas[i]);
        if (module.Start is { } start) Invoke((int)start.Value);
    }

    public MemInst[] Memories { get; }

    public TableInst[] Tables { get; }

    public Val[] Globals { get; }

    /// <summary>spec: exec-invocation</summary>
    /// <exception cref="TrapStop">It trapped.</exception>
    /// <exception cref="LimitStop">It took too long.</exception>
    public Val[] Invoke(int function, params Val[] arguments)
    {
        (_steps, _depth) = (0, 0);
        return Call(function, arguments);
    }

    private Val Constant(ByteRange expression)
    {
        var frame = new Frame(Body.Decode(_module, expression), [], 1);
        Run(frame);
        return frame.Pop();
    }

    private void Initialise(int index, ElemSegment segment)
    {
        if (segment.Mode == SegmentMode.Active)
            TableInit((int)segment.Table.Value, index, Constant(segment.OffsetExpr).U32, 0, (uint)segment.Count);
        _droppedElems[index] = segment.Mode != SegmentMode.Passive;
    }

    private void Initialise(int index, DataSegment segment)
    {
        if (segment.Mode != SegmentMode.Active) return;
        MemoryInit((int)segment.Memory.Value, index, Constant(segment.OffsetExpr).U32, 0, (uint)segment.Content.Length);
        _droppedDatas[index] = true;
    }

    private static TrapStop Trap(TrapKind kind) => new(kind);
}
