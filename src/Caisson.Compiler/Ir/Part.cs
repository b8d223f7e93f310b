using System.Reflection;

namespace Caisson.Compiler.Ir;

/// <summary>
/// A part of a function that was split because it was too large for the JIT: a method of its own, which the function calls. It takes
/// the context, the frame and some locals; its result says by which exit it was left, when it has several.
/// </summary>
/// <param name="number">Unique in the function.</param>
/// <param name="arguments">The locals that are passed as arguments.</param>
/// <param name="exits">In how many ways it can be left.</param>
internal sealed class Part(int number, Local[] arguments, int exits)
{
    private readonly Dictionary<Local, int> _indices = arguments.Index().ToDictionary(pair => pair.Item, pair => pair.Index);

    public int Number { get; } = number;

    public Local[] Arguments { get; } = arguments;

    /// <summary>Whether its result is the number of the exit.</summary>
    public bool HasResult { get; } = exits > 1;

    /// <summary>The method; known once it is defined.</summary>
    public MethodInfo? Method { get; set; }

    /// <summary>Which of its arguments a local is; negative when it is none.</summary>
    public int IndexOf(Local local) => _indices.GetValueOrDefault(local, -1);
}
