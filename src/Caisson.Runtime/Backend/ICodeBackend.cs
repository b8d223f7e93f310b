using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>
/// The one seam between what a module does and how its code is made: everything in this project asks a backend for entry points
/// and knows nothing of how they come about. Implementations are safe to use from several threads.
/// </summary>
public interface ICodeBackend
{
    /// <summary>Name of the backend, for people.</summary>
    string Name { get; }

    /// <summary>Prepares the code of a validated module; bodies may be compiled later, when they are first called.</summary>
    /// <param name="module">The module; already validated.</param>
    /// <param name="types">Identity of the module's types in its engine; what indirect calls compare.</param>
    /// <param name="layout">Where instances of the module keep their state.</param>
    /// <param name="options">The engine's settings, among them the checks that the code makes.</param>
    /// <exception cref="NotSupportedException">The module uses an instruction that the backend can't compile.</exception>
    CompiledCode Compile(ModuleSyntax module, TypeIds types, ContextLayout layout, EngineOptions options);

    /// <summary>The address of code with the calling convention of wasm functions that calls a delegate of the host.</summary>
    /// <param name="delegateType">A delegate type whose signature fits <paramref name="type"/>.</param>
    /// <param name="type">The wasm type of the function.</param>
    nint GetHostThunk(Type delegateType, FuncType type);

    /// <summary>The class for structures of a storage. The same for the same arguments, as long as it is in use.</summary>
    /// <param name="parent">The layout of the supertype, if there is one.</param>
    /// <param name="fields">Storage of the fields; those of the parent first.</param>
    StructLayout GetStructLayout(StructLayout? parent, ImmutableArray<StorageKind> fields);

    /// <summary>A delegate that calls a function with arguments and results in arrays.</summary>
    /// <param name="type">The wasm type of the function.</param>
    Invoker GetInvoker(FuncType type);

    /// <summary>A delegate of the given type that calls a function; made once, called often, without boxing.</summary>
    /// <param name="delegateType">A delegate type whose signature fits the function's type.</param>
    /// <param name="function">The function to call.</param>
    Delegate CreateDelegate(Type delegateType, Function function);

    /// <summary>A delegate whose first parameter is a <see cref="PooledInstance"/>, and which calls the function of that; made once, called often, without boxing.</summary>
    /// <param name="delegateType">A delegate type; without its first parameter it fits the function's type.</param>
    /// <param name="function">The function to call.</param>
    Delegate CreateDelegate(Type delegateType, PooledFunction function);
}

/// <summary>Calls the code at an address with boxed-up arguments.</summary>
/// <param name="code">Entry point, with the calling convention of wasm functions.</param>
/// <param name="context">The context of the function's instance.</param>
/// <param name="arguments">One for each parameter, of the right kind.</param>
/// <param name="results">Receives one for each result.</param>
public delegate void Invoker(nint code, nint context, Value[] arguments, Value[] results);
