namespace Caisson.Oracle;

/// <summary>An entered structured instruction. spec: syntax-label</summary>
/// <param name="Arity">Number of values that a branch carries.</param>
/// <param name="Continuation">Where a branch goes.</param>
/// <param name="Height">Number of values below it.</param>
internal readonly record struct Label(int Arity, int Continuation, int Height);

/// <summary>An active function with its part of the stack. spec: syntax-frame</summary>
internal sealed class Frame(Step[] body, Val[] locals, int arity)
{
    public Step[] Body { get; } = body;

    public Val[] Locals { get; } = locals;

    public int Arity { get; } = arity;

    public List<Val> Stack { get; } = [];

    public List<Label> Labels { get; } = [];

    /// <summary>Position of the next instruction.</summary>
    public int Next { get; set; }

    /// <summary>The function that takes this one's place, and its arguments.</summary>
    public (int Function, Val[] Arguments)? TailCall { get; set; }

    public void Push(Val value) => Stack.Add(value);

    public Val Pop()
    {
        Val value = Stack[^1];
        Stack.RemoveAt(Stack.Count - 1);
        return value;
    }

    /// <summary>Several values, in the order they were pushed.</summary>
    public Val[] Pop(int count)
    {
        Val[] values = [.. Stack[^count..]];
        Stack.RemoveRange(Stack.Count - count, count);
        return values;
    }
}
