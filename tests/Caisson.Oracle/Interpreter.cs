using Caisson.Wasm.Syntax;

namespace Caisson.Oracle;

/// <summary>One instance in a store of its own, with its functions by index; a convenience. Not safe for several threads.</summary>
internal sealed class Interpreter
{
    /// <summary>spec: exec-instantiation</summary>
    /// <param name="module">A valid module without imports.</param>
    /// <param name="limits">What it may use.</param>
    /// <exception cref="TrapStop">A segment didn't fit, or the start function trapped.</exception>
    /// <exception cref="ThrowStop">The start function threw an exception.</exception>
    /// <exception cref="LimitStop">It is too large, or the start function took too long.</exception>
    public Interpreter(ModuleSyntax module, ExecutionLimits? limits = null)
    {
        Store = new Store(limits);
        Instance = Store.Instantiate(module);
    }

    public Store Store { get; }

    public ModuleInst Instance { get; }

    public List<MemInst> Memories => Instance.Memories;

    public List<TableInst> Tables => Instance.Tables;

    public List<GlobalInst> Globals => Instance.Globals;

    /// <summary>The reference to a function.</summary>
    public FuncInst Function(int index) => Instance.Functions[index];

    /// <summary>spec: exec-invocation</summary>
    /// <exception cref="TrapStop">It trapped.</exception>
    /// <exception cref="ThrowStop">It threw an exception.</exception>
    /// <exception cref="LimitStop">It took too long, or needs too much.</exception>
    public Val[] Invoke(int function, params Val[] arguments) => Store.Invoke(Function(function), arguments);
}
