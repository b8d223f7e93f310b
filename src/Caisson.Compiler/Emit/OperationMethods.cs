using System.Collections.Concurrent;
using System.Reflection;
using Caisson.Runtime;
using Caisson.Runtime.Operations;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>
/// Finds the methods of the runtime that carry out instructions: public static methods of the classes in its Operations namespace,
/// named after the opcodes. Safe from any thread.
/// </summary>
internal static class OperationMethods
{
    private static readonly Type[] Classes =
        [.. typeof(InstanceOperations).Assembly.GetExportedTypes().Where(t => t.Namespace == typeof(InstanceOperations).Namespace)];

    private static readonly ConcurrentDictionary<Opcode, MethodInfo> ByOpcode = new();

    private static readonly ConcurrentDictionary<string, MethodInfo> ByName = new();

    private static readonly ConcurrentDictionary<string, MethodInfo> Traps = new();

    /// <summary>The method of an instruction.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static MethodInfo Of(Opcode opcode) => ByOpcode.GetOrAdd(opcode, static opcode =>
        Classes.Select(c => c.GetMethod(opcode.ToString())).FirstOrDefault(m => m is not null) ?? throw CompilerErrors.NoOperation(opcode));

    /// <summary>A method that takes the context, or an object of an instance: of <see cref="InstanceOperations"/>, else of <see cref="ArrayOperations"/>.</summary>
    public static MethodInfo OfInstance(string name) => ByName.GetOrAdd(name, static name =>
        (typeof(InstanceOperations).GetMethod(name) ?? typeof(ArrayOperations).GetMethod(name))!);

    /// <summary>A method of <see cref="Trap"/>.</summary>
    public static MethodInfo OfTrap(string kind) => Traps.GetOrAdd(kind, static kind => typeof(Trap).GetMethod(kind)!);
}
