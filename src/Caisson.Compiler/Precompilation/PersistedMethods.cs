using System.Reflection.Emit;
using Caisson.Compiler.Splitting;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// Writes methods of assemblies that are saved. The generator of .NET 10 puts the target of a short branch in the wrong place where its buffer has grown between the
/// instruction and its operand; so the buffer is large enough from the start.
/// </summary>
internal static class PersistedMethods
{
    /// <summary>Instructions that the generator adds.</summary>
    private const int Slack = 64;

    /// <summary>Writes a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="emit">Writes its body; twice, to be measured first.</param>
    /// <exception cref="NotSupportedException">The measure was wrong.</exception>
    public static void Write(MethodBuilder method, Action<ILGenerator> emit)
    {
        var meter = new IlMeter();
        emit(meter);
        int size = meter.ILOffset + meter.ILOffset / 8 + Slack;
        ILGenerator il = method.GetILGenerator(size);
        emit(il);
        if (il.ILOffset > size) throw PrecompilationErrors.MethodTooLarge(method.Name);
    }
}
