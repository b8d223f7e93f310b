using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;

namespace Caisson.Compiler.Emit;

/// <summary>
/// The IL of an operation of the runtime, to be written where it is used: only what this processor runs of it. The JIT would inline the
/// method as well, but stops doing so in functions that have several hundred of them. Immutable; safe from any thread.
/// </summary>
internal sealed class OperationBody
{
    private static readonly ConcurrentDictionary<(MethodInfo Operation, bool IsPortable), OperationBody?> Bodies = new();

    private OperationBody(OperationStep[] steps, Type[] locals, Type[] parameters)
    {
        (Steps, Locals, Parameters) = (steps, locals, parameters);
        int[] uses = [.. steps.Where(step => step.Code == OpCodes.Ldarg).Select(step => step.Index)];
        References = uses.Length + steps.Count(step => step.Code == OpCodes.Ldloc || step.Code == OpCodes.Stloc);
        TakesArgumentsInTurn = uses.SequenceEqual(Enumerable.Range(0, parameters.Length));
    }

    public OperationStep[] Steps { get; }

    /// <summary>The types of its locals.</summary>
    public Type[] Locals { get; }

    public Type[] Parameters { get; }

    /// <summary>How many steps name an argument or a local.</summary>
    public int References { get; }

    /// <summary>Whether it uses each argument once, the first one first: they may be computed where it does.</summary>
    public bool TakesArgumentsInTurn { get; }

    /// <summary>Whether it begins by making its first argument the lane of a vector, and then makes something else of that.</summary>
    public bool BeginsWithLane => Steps is [{ Index: 0 } first, { Operand: MethodInfo { Name: nameof(Vector128.CreateScalar) or nameof(Vector128.CreateScalarUnsafe) } }, _, ..]
        && first.Code == OpCodes.Ldarg;

    /// <summary>The body of an operation; null when it has branches that depend on more than the processor, or what only a method can do.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="isPortable">Whether other processors shall run it, so that there is none that depends on the processor.</param>
    public static OperationBody? Of(MethodInfo operation, bool isPortable) => Bodies.GetOrAdd((operation, isPortable), static key =>
    {
        var reader = new OperationReader(key.IsPortable);
        if (!reader.Read(key.Operation, isNested: false)) return null;
        return new OperationBody([.. reader.Steps], [.. reader.Locals], [.. key.Operation.GetParameters().Select(parameter => parameter.ParameterType)]);
    });
}
