using System.Reflection.Emit;

namespace Caisson.Compiler.Emit;

/// <summary>One instruction of an <see cref="OperationBody"/>.</summary>
/// <param name="Code">
/// The instruction. <c>ldarg</c>, <c>ldloc</c> and <c>stloc</c> stand for all their forms.
/// </param>
/// <param name="Operand">A method, a number, or null.</param>
/// <param name="Index">The number of the argument or local.</param>
internal readonly record struct OperationStep(OpCode Code, object? Operand = null, int Index = 0);
