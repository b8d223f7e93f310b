namespace Caisson.Oracle;

/// <summary>An entered structured instruction. spec: syntax-label, syntax-handler</summary>
/// <param name="Arity">Number of values that a branch carries.</param>
/// <param name="Continuation">Where a branch goes.</param>
/// <param name="Height">Number of values below it.</param>
/// <param name="Try">The <c>try_table</c> or <c>try</c> that handles exceptions from within, or null.</param>
/// <param name="Caught">The exception that an older <c>catch</c> is handling, or null.</param>
internal readonly record struct Label(int Arity, int Continuation, int Height, Step? Try = null, ExnInst? Caught = null);

/// <summary>An active function with its part of the stack. spec: syntax-frame</summary>
/// <param name="module">Its module; null for a frame that only receives results.</param>
/// <param name="code">Its instructions.</param>
/// <param name="locals">Its locals, parameters first.</param>
/// <param name="arity">Number of its results.</param>
internal sealed class Frame(ModuleInst? module, Step[] code, Val[] locals, int arity)
{
    public ModuleInst Module => module!;

    /// <summary>Whether this only receives results: neither branches nor exceptions get past it.</summary>
    public bool IsDummy => module is null;

    public Step[] Code { get; } = code;

    public Val[] Locals { get; } = locals;

    public int Arity { get; } = arity;

    public List<Val> Stack { get; } = [];

    public List<Label> Labels { get; } = [];

    /// <summary>Position of the next instruction.</summary>
    public int Next { get; set; }

    public void Push(Val value) => Stack.Add(value);

    public void Push(Val[] values) => Stack.AddRange(values);

    public Val Pop()
    {
        Val value = Stack[^1];
        Stack.RemoveAt(Stack.Count - 1);
        return value;
    }

    /// <summary>Several values, in the order they were pushed.</summary>
    public Val[] Pop(int count)
    {
        var values = new Val[count];
        Stack.CopyTo(Stack.Count - count, values, 0, count);
        Stack.RemoveRange(Stack.Count - count, count);
        return values;
    }

    /// <summary>Leaves the innermost labels, and with the outermost of these its values.</summary>
    public Label Unwind(int count)
    {
        Label label = Labels[^count];
        Labels.RemoveRange(Labels.Count - count, count);
        Stack.RemoveRange(label.Height, Stack.Count - label.Height);
        return label;
    }
}
