using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>
/// The reduction rules by the letter, on an explicit stack of frames: slow and obvious, so that it can be believed where it differs
/// from the compiler. A file for each part of the chapter. spec: exec
/// </summary>
internal sealed partial class Execution(Store store)
{
    private readonly List<Frame> _frames = [];
    private int _steps;

    /// <summary>spec: exec-invocation</summary>
    public Val[] Invoke(FuncInst function, Val[] arguments) => Run(function.Type.Results.Length, frame =>
    {
        frame.Push(arguments);
        Call(frame, function);
    });

    /// <summary>The value of a constant expression. spec: exec-expr</summary>
    public Val Evaluate(ModuleInst module, ByteRange expression) => Run(1, _ =>
        _frames.Add(new Frame(module, Code.Of(module.Syntax, expression).Steps, [], 1)))[0];

    /// <summary>Does something that counts as one invocation.</summary>
    public void Run(Action action) => Run(0, _ => action());

    /// <summary>Starts something in a frame of its own and goes on until it has results.</summary>
    private Val[] Run(int results, Action<Frame> start)
    {
        int floor = _frames.Count;
        if (floor == 0) _steps = 0;
        var dummy = new Frame(null, [], [], results);
        _frames.Add(dummy);
        try
        {
            start(dummy);
            while (_frames.Count > floor + 1) Reduce(_frames[^1]);
            return dummy.Pop(results);
        }
        finally
        {
            _frames.RemoveRange(floor, _frames.Count - floor);
        }
    }

    private void Reduce(Frame frame)
    {
        if (frame.Next >= frame.Code.Length)
        {
            Return(frame);
            return;
        }
        Spend(1);
        Execute(frame, frame.Code[frame.Next++]);
    }

    private void Spend(ulong steps)
    {
        if (steps > (ulong)(store.Limits.Steps - _steps)) throw new LimitStop(LimitKind.Steps);
        _steps += (int)steps;
    }

    private static TrapStop Trap(TrapKind kind) => new(kind);
}
