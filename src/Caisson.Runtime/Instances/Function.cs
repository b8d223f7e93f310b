using System.Collections.Concurrent;
using System.Collections.Immutable;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Runtime;

/// <summary>
/// A function of an instance or of the host; also what a <c>funcref</c> refers to. A function may be called from any thread, but
/// an instance by one thread at a time, unless its module has a shared memory. spec: syntax-funcinst
/// </summary>
public sealed class Function : Extern
{
    /// <summary>Entry point, zero until it is first needed. Read by emitted code.</summary>
    internal nint Code;

    /// <summary>First argument of every call. Read by emitted code.</summary>
    internal nint Context;

    /// <summary>
    /// <see cref="Context"/> once there is an entry point, zero before: one look tells emitted code that it may call a function of its own instance.
    /// </summary>
    internal nint ReadyContext;

    /// <summary>Identity of the type in the engine. Read by emitted code.</summary>
    internal long TypeId;

    private readonly Delegate? _host;
    private readonly HostBinding? _binding;
    private ConcurrentDictionary<Type, Delegate>? _delegates;
    private Invoker? _invoker;
    private Function? _gated;

    /// <summary>A function of an instance.</summary>
    internal Function(Engine engine, FuncType type, long typeId, Instance instance, int index)
    {
        (Engine, Type, TypeId, Instance, Index) = (engine, type, typeId, instance, index);
        Context = instance.Context;
    }

    /// <summary>A function of the host.</summary>
    private Function(Engine engine, FuncType type, long typeId, BoundarySignature signature, Delegate host, Instance? caller)
    {
        (Engine, Type, TypeId, Signature, _host, Index) = (engine, type, typeId, signature, host, -1);
        _binding = new HostBinding(host, type, signature, caller);
        Context = _binding.Context;
        Code = engine.Backend.GetHostThunk(host.GetType(), type);
        ReadyContext = Context;
    }

    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Func;

    /// <summary>Its type.</summary>
    public FuncType Type { get; }

    /// <summary>Its name, from the name section or an export; null when it has none or belongs to the host.</summary>
    public string? Name => Instance?.Module.Syntax.NameOf(new FuncIdx((uint)Index));

    internal Engine Engine { get; }

    internal override Engine TypeEngine => Engine;

    /// <summary>The instance it belongs to; null for a function of the host.</summary>
    internal Instance? Instance { get; }

    /// <summary>Index in the module of <see cref="Instance"/>.</summary>
    internal int Index { get; }

    /// <summary>
    /// The same function by way of the host, which enters and leaves its instance for each call. For code that several threads run,
    /// or that reached the function by a reference.
    /// </summary>
    internal Function Gated => LazyInitializer.EnsureInitialized(ref _gated, () => new Function(Engine, Type, TypeId, Signature, (HostFunction)InvokeFromGuest, caller: null));

    /// <summary>What parameters and results take from the host.</summary>
    internal BoundarySignature Signature => field ??= Instance!.Module.TypeIds.SignatureOf(Instance.Module.Syntax.TypeIndexOf(Index));

    internal int MaxStack => Engine.Options.MaxStackBytes;

    /// <summary>A host function from a delegate whose signature tells its type.</summary>
    /// <param name="engine">The engine of the modules that will import it.</param>
    /// <param name="target">
    /// Takes and returns int, uint, long, ulong, float, double, Vector128&lt;byte&gt;, Function or object; several results as a
    /// tuple; may take a <see cref="Caller"/> first. Called on the guest's thread. Its exceptions travel through the guest unchanged.
    /// </param>
    /// <exception cref="ArgumentException">The signature has no wasm type.</exception>
    public static Function FromDelegate(Engine engine, Delegate target)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(target);
        return OfHost(engine, TypeOfHost(target), target);
    }

    /// <summary>A host function of a type that is only known at run time.</summary>
    /// <param name="engine">The engine of the modules that will import it.</param>
    /// <param name="type">Its type.</param>
    /// <param name="target">Called on the guest's thread. Its exceptions travel through the guest unchanged.</param>
    /// <exception cref="ArgumentException">The type refers to a type of some module.</exception>
    public static Function FromHost(Engine engine, FuncType type, HostFunction target)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(target);
        return OfHost(engine, type, target);
    }

    /// <summary>A host function of a type that only a module can name, because it refers to others.</summary>
    /// <param name="module">The module.</param>
    /// <param name="type">A function type of the module.</param>
    /// <param name="target">Called on the guest's thread. Its exceptions travel through the guest unchanged.</param>
    /// <exception cref="ArgumentException">It is no function type.</exception>
    public static Function FromHost(Module module, TypeIdx type, HostFunction target)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentNullException.ThrowIfNull(target);
        TypeIds types = module.TypeIds;
        return new Function(module.Engine, types.FuncTypeAt(type), types.Of(type), types.SignatureOf(type), target, caller: null);
    }

    /// <summary>Calls the function. Typed delegates are faster: see <see cref="As{TDelegate}"/>.</summary>
    /// <param name="arguments">One for each parameter.</param>
    /// <returns>One for each result.</returns>
    /// <exception cref="ArgumentException">Number or kinds of the arguments don't fit the type.</exception>
    /// <exception cref="TrapException">The guest trapped.</exception>
    /// <exception cref="WasmException">The guest threw an exception and didn't catch it.</exception>
    /// <exception cref="InvalidOperationException">Another thread is inside the instance, and its module has no shared memory.</exception>
    /// <exception cref="NotSupportedException">A function that is called for the first time uses an instruction that the backend can't compile.</exception>
    public Value[] Invoke(params ReadOnlySpan<Value> arguments)
    {
        if (arguments.Length != Type.Parameters.Length) throw RuntimeErrors.WrongArgumentCount(Type, arguments.Length);
        var entered = new Value[arguments.Length];
        for (int i = 0; i < entered.Length; i++) entered[i] = Signature.Parameters[i].Enter(arguments[i]);
        var results = new Value[Type.Results.Length];
        _invoker ??= Engine.Backend.GetInvoker(Type);
        nint code = EntryPoint(forCall: true);
        GuestEntry.Enter(this, out GuestEntry.Scope scope);
        try
        {
            _invoker(code, Context, entered, results);
        }
        catch (NullReferenceException fault) when (GuestFault.IsTrap(fault))
        {
            throw GuestFault.ToTrap(fault, this);
        }
        finally
        {
            GuestEntry.Leave(this, in scope);
        }
        GC.KeepAlive(this);
        for (int i = 0; i < results.Length; i++) results[i] = Signature.Results[i].Leave(results[i]);
        return results;
    }

    /// <summary>As the other one, until a token is cancelled. For typed delegates there is <see cref="Instance.InterruptOn"/>.</summary>
    /// <param name="arguments">One for each parameter.</param>
    /// <param name="cancellation">Ends the guest's code within a few milliseconds; host functions must come back by themselves.</param>
    /// <returns>One for each result.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled; the trap that tells where the guest was is the inner exception.</exception>
    /// <exception cref="InvalidOperationException">As in the other one; or the token can be cancelled, but not the guest.</exception>
    public Value[] Invoke(ReadOnlySpan<Value> arguments, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Instance is null || !cancellation.CanBeCanceled) return Invoke(arguments);
        using Interruption interruption = Instance.InterruptOn(cancellation);
        try
        {
            return Invoke(arguments);
        }
        catch (TrapException trap) when (trap.Kind == TrapKind.Interrupted && interruption.HasFired)
        {
            throw new OperationCanceledException(RuntimeErrors.Cancelled, trap, cancellation);
        }
    }

    /// <summary>A typed delegate that calls the function without boxing. Made once for each delegate type, then shared.</summary>
    /// <typeparam name="TDelegate">
    /// For example <c>Func&lt;int, int&gt;</c>; several results as a tuple. int or uint stand for i32, long or ulong for i64.
    /// </typeparam>
    /// <exception cref="ArgumentException">The signature doesn't fit the type.</exception>
    public TDelegate As<TDelegate>() where TDelegate : Delegate =>
        (TDelegate)LazyInitializer.EnsureInitialized(ref _delegates).GetOrAdd(typeof(TDelegate), static (type, self) => self.CreateDelegate(type), this);

    /// <summary>The type, and the name if there is one.</summary>
    public override string ToString() => Name is { } name ? $"func {name} {Type}" : $"func {Type}";

    /// <summary>Calls it, where arguments and results are numbers, of the right types and as many as there are.</summary>
    /// <param name="thread">The current thread.</param>
    /// <param name="arguments">One for each parameter.</param>
    /// <param name="results">Receives one for each result.</param>
    internal void InvokeNumbers(HostThread thread, Value[] arguments, Value[] results)
    {
        _invoker ??= Engine.Backend.GetInvoker(Type);
        nint code = EntryPoint();
        GuestEntry.EnterOn(thread, this, out GuestEntry.Scope scope);
        try
        {
            _invoker(code, Context, arguments, results);
        }
        catch (NullReferenceException fault) when (GuestFault.IsTrap(fault))
        {
            throw GuestFault.ToTrap(fault, this);
        }
        finally
        {
            GuestEntry.Leave(this, in scope);
        }
        GC.KeepAlive(this);
    }

    /// <summary>The entry point, compiled when that hasn't happened yet.</summary>
    /// <param name="forCall">Whether it is called, so that an interruption ends the compilation, too.</param>
    internal nint EntryPoint(bool forCall = false)
    {
        if (Code == 0) Volatile.Write(ref Code, Instance!.EntryPoint(Index, forCall));
        if (ReadyContext == 0) Volatile.Write(ref ReadyContext, Context);
        return Code;
    }

    /// <summary>Ends this object: each call of it fails.</summary>
    internal void Retire() => (Code, ReadyContext, Context) = (0, 0, 0);

    /// <summary>For a host function that wants to know its caller: the same function, bound to the importing instance.</summary>
    internal Function BoundTo(Instance importer) =>
        _host is HostFunction || (_host is not null && HostTypes.TakesCaller(_host.GetType()))
            ? new Function(Engine, Type, TypeId, Signature, _host, importer)
            : this;

    /// <summary>The identity of a type that refers to no other.</summary>
    /// <exception cref="ArgumentException">It does.</exception>
    internal static long HostTypeId(Engine engine, FuncType type)
    {
        Check(type.Parameters);
        Check(type.Results);
        return engine.TypeId(new TypeMatcher([new SubType(type, Final: true, Super: null, default, 1)], engine.Types).Canonical(default(TypeIdx)));

        static void Check(ImmutableArray<ValType> values)
        {
            foreach (ValType value in values)
                if (value is { IsRef: true, Heap.IsConcrete: true }) throw RuntimeErrors.NeedsModule(value);
        }
    }

    /// <summary>The type of a host function.</summary>
    /// <exception cref="ArgumentException">The signature has no wasm type.</exception>
    internal static FuncType TypeOfHost(Delegate target) =>
        HostTypes.TakesInstance(target.GetType()) ? throw RuntimeErrors.NotAWasmType(typeof(PooledInstance), target.GetType()) : HostTypes.FuncTypeOf(target.GetType());

    /// <summary>Checks a reference that the host gives as an argument. Called by typed delegates.</summary>
    internal object? Enter(object? reference, int parameter) => Signature.Parameters[parameter].Enter(reference);

    private static Function OfHost(Engine engine, FuncType type, Delegate target) =>
        new(engine, type, HostTypeId(engine, type), new BoundarySignature(type, null, null), target, caller: null);

    private void InvokeFromGuest(Caller caller, ReadOnlySpan<Value> arguments, Span<Value> results) => Invoke(arguments).CopyTo(results);

    private Delegate CreateDelegate(Type delegateType)
    {
        if (HostTypes.TakesCaller(delegateType) || HostTypes.TakesInstance(delegateType) || !Signature.Fits(delegateType)) throw RuntimeErrors.DelegateDoesNotFit(delegateType, Type);
        EntryPoint();
        return Engine.Backend.CreateDelegate(delegateType, this);
    }
}
