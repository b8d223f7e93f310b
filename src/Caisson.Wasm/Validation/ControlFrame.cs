using System.Runtime.InteropServices;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

/// <summary>An open block, or the function itself. spec: context-label, algo-ctrl-frame</summary>
internal struct ControlFrame
{
    /// <summary>What opened it; <c>else</c>, <c>catch</c> and <c>catch_all</c> replace the one before.</summary>
    public Opcode Opcode;

    /// <summary>Whether the rest of it can't be reached.</summary>
    public bool Unreachable;

    /// <summary>Height of the operand stack below it.</summary>
    public int Height;

    /// <summary>Number of locals that had been initialised before it.</summary>
    public int InitHeight;

    /// <summary>Its type, when it is a function type.</summary>
    public FuncType? Type;

    /// <summary>Its only result, when it has no function type; bottom when it has no result.</summary>
    public ValType Result;

    /// <summary>Types of the operands that it takes.</summary>
    public readonly ReadOnlySpan<ValType> Parameters => Type is null ? default : Type.Parameters.AsSpan();

    /// <summary>Types of the operands that it leaves. The span refers to the frame.</summary>
    public static ReadOnlySpan<ValType> Results(ref readonly ControlFrame frame)
    {
        if (frame.Type is not null) return frame.Type.Results.AsSpan();
        return frame.Result.Kind == ValKind.Bottom ? default : MemoryMarshal.CreateReadOnlySpan(in frame.Result, 1);
    }

    /// <summary>Types of the operands that a branch to it takes. The span refers to the frame. spec: context-label</summary>
    public static ReadOnlySpan<ValType> LabelTypes(ref readonly ControlFrame frame) =>
        frame.Opcode == Opcode.Loop ? frame.Parameters : Results(in frame);
}
