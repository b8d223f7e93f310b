using System.Reflection;
using System.Reflection.Emit;
using Caisson.Compiler.Splitting;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler;

/// <summary>What emission knows of the module whose functions it writes, wherever they go.</summary>
internal interface IModuleCode
{
    /// <summary>The module.</summary>
    ModuleSyntax Module { get; }

    /// <summary>Its types in an engine. What is unique in a process must not get into code: that stands in the context.</summary>
    TypeIds Types { get; }

    /// <summary>Where instances keep their state.</summary>
    ContextLayout Layout { get; }

    /// <summary>The engine's settings.</summary>
    EngineOptions Options { get; }

    /// <summary>How large functions may become.</summary>
    JitLimits Limits { get; }

    /// <summary>A pass of the pipeline to leave out, to see what it does.</summary>
    string? WithoutPass { get; }

    /// <summary>Whether the code is compiled ahead of time, apart from the runtime's.</summary>
    bool IsSaved { get; }

    /// <summary>The method of a function that can be called by a direct call; null for one that is called by its entry point in the context.</summary>
    MethodInfo? EmittedMethod(int definedIndex);

    /// <summary>What is called for an operation of the runtime's.</summary>
    MethodInfo OperationFor(MethodInfo operation);

    /// <summary>The class of the objects of a structure type.</summary>
    StructLayout LayoutOf(TypeIdx type);

    /// <summary>Writes a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="emit">Writes its body, perhaps more than once, each time to another generator.</param>
    void Write(MethodBuilder method, Action<ILGenerator> emit);

    /// <summary>What a function returns to the CLR.</summary>
    Type ReturnTypeOf(FuncType type);

    /// <summary>The CLR parameters of a function: the context, then those of wasm.</summary>
    Type[] ParameterTypesOf(FuncType type);
}
