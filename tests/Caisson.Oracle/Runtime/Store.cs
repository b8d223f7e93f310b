using System.Collections.Immutable;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Oracle;

/// <summary>
/// All that instances share. Addresses are the instances themselves. Type numbers stand for closed types: two types have the same
/// number exactly when they are equal after rolling. Not safe for several threads. spec: syntax-store
/// </summary>
internal sealed class Store
{
    private readonly Execution _execution;
    private long _bytes;

    public Store(ExecutionLimits? limits = null)
    {
        Limits = limits ?? new();
        _execution = new(this);
    }

    public CanonicalTypes Types { get; } = new();

    public ExecutionLimits Limits { get; }

    /// <summary>Whether an instruction was executed whose result isn't determined, so that others may differ. spec: relaxed</summary>
    public bool HasExecutedRelaxed { get; set; }

    /// <summary>spec: exec-instantiation</summary>
    /// <param name="module">A valid module.</param>
    /// <param name="imports">One for each import, in order.</param>
    /// <exception cref="LinkStop">An import is of another type, or there are too few.</exception>
    /// <exception cref="TrapStop">A segment didn't fit, or the start function trapped.</exception>
    /// <exception cref="ThrowStop">The start function threw an exception.</exception>
    /// <exception cref="LimitStop">It took too long, or is too large.</exception>
    public ModuleInst Instantiate(ModuleSyntax module, params ExternInst[] imports) =>
        Instantiation.Instantiate(this, _execution, module, imports);

    /// <summary>spec: exec-invocation</summary>
    /// <exception cref="TrapStop">It trapped.</exception>
    /// <exception cref="ThrowStop">It threw an exception.</exception>
    /// <exception cref="LimitStop">It took too long, or needs too much.</exception>
    public Val[] Invoke(FuncInst function, params Val[] arguments) => _execution.Invoke(function, arguments);

    /// <summary>spec: alloc-func</summary>
    /// <param name="type">A type that mentions no other types.</param>
    /// <param name="code">What it does; may invoke functions of the store and throw <see cref="ThrowStop"/>.</param>
    public HostFunc HostFunction(FuncType type, Func<Val[], Val[]> code) => new(type, NumberOf(type), code);

    /// <summary>spec: alloc-tag</summary>
    public TagInst Tag(FuncType type) => new(type, NumberOf(type));

    public bool HasType(object? reference, ValType type) => ReferenceTyping.Has(this, reference, type);

    /// <summary>Counts bytes before they are allocated.</summary>
    public void Allocate(UInt128 bytes)
    {
        if (bytes > (ulong)(Limits.Bytes - _bytes)) throw new LimitStop(LimitKind.Bytes);
        _bytes += (long)bytes;
    }

    private int NumberOf(FuncType type)
    {
        ImmutableArray<SubType> types = [new SubType(type, Final: true, Super: null, new TypeIdx(0), RecGroupLength: 1)];
        return new TypeMatcher(types, Types).Canonical(new TypeIdx(0));
    }
}
