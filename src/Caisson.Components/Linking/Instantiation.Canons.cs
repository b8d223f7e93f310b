using System.Diagnostics;
using Caisson.Components.CanonicalAbi;
using Caisson.Components.Concurrency;
using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Components.Validation;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Linking;

/// <summary>What the canonical definitions of an instance make. spec: canon</summary>
internal sealed partial class Instantiation
{
    private readonly BuiltIns _builtIns;
    private readonly Dictionary<uint, GuestMemory> _memories = [];

    private void AddCanon(ValidCanon canon)
    {
        CanonDefinition definition = canon.Definition;
        switch (definition.Kind)
        {
            case CanonKind.Lift:
                _funcs.Add(new LiftedFunction(State, canon.Func!, Options(canon.Options), _coreFuncs[(int)definition.Func]));
                break;
            case CanonKind.Lower:
                _coreFuncs.Add(new LoweredFunction(_funcs[(int)definition.Func], canon.Func!, Options(canon.Options), State).ToCore());
                break;
            case CanonKind.TaskReturn:
                _coreFuncs.Add(Function.FromHost(_component.Engine, canon.CoreType, TaskReturn(canon)));
                break;
            default:
                _coreFuncs.Add(Function.FromDelegate(_component.Engine, BuiltIn(canon)));
                break;
        }
    }

    private HostFunction TaskReturn(ValidCanon canon)
    {
        var type = new ComponentFuncType([], canon.Type, IsAsync: true);
        CanonicalOptions options = Options(canon.Options);
        return (_, arguments, _) => _builtIns.TaskReturn(type, options, arguments);
    }

    /// <summary>The built-in of a definition, with the core type that it has.</summary>
    private Delegate BuiltIn(ValidCanon canon)
    {
        BuiltIns made = _builtIns;
        CanonDefinition definition = canon.Definition;
        bool isAsync = definition.IsAsync, cancellable = definition.IsCancellable;
        switch (definition.Kind)
        {
            case CanonKind.ResourceNew or CanonKind.ResourceDrop or CanonKind.ResourceRep:
                return ResourceBuiltIn(definition.Kind, State.ResourceOf(canon.Resource!));
            case CanonKind.ContextGet:
                return definition.ContextType == ValType.I64
                    ? () => made.ContextGet(definition.ContextSlot)
                    : () => (uint)made.ContextGet(definition.ContextSlot);
            case CanonKind.ContextSet:
                return definition.ContextType == ValType.I64
                    ? (ulong value) => made.ContextSet(definition.ContextSlot, value)
                    : (uint value) => made.ContextSet(definition.ContextSlot, value);
            case CanonKind.BackpressureInc:
                return made.BackpressureInc;
            case CanonKind.BackpressureDec:
                return made.BackpressureDec;
            case CanonKind.TaskCancel:
                return made.TaskCancel;
            case CanonKind.SubtaskCancel:
                return (uint subtask) => made.SubtaskCancel(isAsync, subtask);
            case CanonKind.SubtaskDrop:
                return made.SubtaskDrop;
            case CanonKind.WaitableSetNew:
                return made.WaitableSetNew;
            case CanonKind.WaitableSetWait or CanonKind.WaitableSetPoll:
                return WaitBuiltIn(definition);
            case CanonKind.WaitableSetDrop:
                return made.WaitableSetDrop;
            case CanonKind.WaitableJoin:
                return made.WaitableJoin;
            case CanonKind.ErrorContextNew or CanonKind.ErrorContextDebugMessage:
                return ErrorContextBuiltIn(definition.Kind, Options(canon.Options));
            case CanonKind.ErrorContextDrop:
                return made.ErrorContextDrop;
            case >= CanonKind.StreamNew and <= CanonKind.FutureDropWritable:
                return StreamBuiltIn(canon);
            default:
                return ThreadBuiltIn(canon, cancellable);
        }
    }

    private Delegate ResourceBuiltIn(CanonKind kind, RuntimeResource resource) => kind switch
    {
        CanonKind.ResourceNew => (uint rep) => _builtIns.ResourceNew(resource, rep),
        CanonKind.ResourceRep => (uint index) => _builtIns.ResourceRep(resource, index),
        _ => (uint index) => _builtIns.ResourceDrop(resource, index),
    };

    private Delegate WaitBuiltIn(CanonDefinition definition)
    {
        GuestMemory memory = MemoryAt(definition.Memory);
        Func<bool, GuestMemory, uint, ulong, uint> wait = definition.Kind == CanonKind.WaitableSetWait ? _builtIns.WaitableSetWait : _builtIns.WaitableSetPoll;
        return memory.Is64
            ? (uint set, ulong address) => wait(definition.IsCancellable, memory, set, address)
            : (uint set, uint address) => wait(definition.IsCancellable, memory, set, address);
    }

    private Delegate ErrorContextBuiltIn(CanonKind kind, CanonicalOptions options) => (kind, options.Is64) switch
    {
        (CanonKind.ErrorContextNew, false) => (uint address, uint length) => _builtIns.ErrorContextNew(options, address, length),
        (CanonKind.ErrorContextNew, true) => (ulong address, ulong length) => _builtIns.ErrorContextNew(options, address, length),
        (_, false) => (uint index, uint address) => _builtIns.ErrorContextDebugMessage(options, index, address),
        (_, true) => (uint index, ulong address) => _builtIns.ErrorContextDebugMessage(options, index, address),
    };

    private Delegate StreamBuiltIn(ValidCanon canon)
    {
        BuiltIns made = _builtIns;
        bool isAsync = canon.Definition.IsAsync;
        var element = new ElementType(canon.Type is StreamType stream ? stream.Element : ((FutureType)canon.Type!).Element, State);
        CanonicalOptions options = Options(canon.Options);
        return (canon.Definition.Kind, options.Is64) switch
        {
            (CanonKind.StreamNew, _) => () => made.StreamNew(element),
            (CanonKind.StreamRead, false) => (uint end, uint address, uint count) => made.StreamRead(element, options, end, address, count),
            (CanonKind.StreamRead, true) => (uint end, ulong address, ulong count) => made.StreamRead(element, options, end, address, count),
            (CanonKind.StreamWrite, false) => (uint end, uint address, uint count) => made.StreamWrite(element, options, end, address, count),
            (CanonKind.StreamWrite, true) => (uint end, ulong address, ulong count) => made.StreamWrite(element, options, end, address, count),
            (CanonKind.StreamCancelRead, _) => (uint end) => made.CancelCopy<ReadableStreamEnd>(element, isAsync, end),
            (CanonKind.StreamCancelWrite, _) => (uint end) => made.CancelCopy<WritableStreamEnd>(element, isAsync, end),
            (CanonKind.StreamDropReadable, _) => (uint end) => made.DropEnd<ReadableStreamEnd>(element, end),
            (CanonKind.StreamDropWritable, _) => (uint end) => made.DropEnd<WritableStreamEnd>(element, end),
            (CanonKind.FutureNew, _) => () => made.FutureNew(element),
            (CanonKind.FutureRead, false) => (uint end, uint address) => made.FutureRead(element, options, end, address),
            (CanonKind.FutureRead, true) => (uint end, ulong address) => made.FutureRead(element, options, end, address),
            (CanonKind.FutureWrite, false) => (uint end, uint address) => made.FutureWrite(element, options, end, address),
            (CanonKind.FutureWrite, true) => (uint end, ulong address) => made.FutureWrite(element, options, end, address),
            (CanonKind.FutureCancelRead, _) => (uint end) => made.CancelCopy<ReadableFutureEnd>(element, isAsync, end),
            (CanonKind.FutureCancelWrite, _) => (uint end) => made.CancelCopy<WritableFutureEnd>(element, isAsync, end),
            (CanonKind.FutureDropReadable, _) => (uint end) => made.DropEnd<ReadableFutureEnd>(element, end),
            (CanonKind.FutureDropWritable, _) => (uint end) => made.DropEnd<WritableFutureEnd>(element, end),
            _ => throw new UnreachableException(),
        };
    }

    private Delegate ThreadBuiltIn(ValidCanon canon, bool cancellable) => canon.Definition.Kind switch
    {
        CanonKind.ThreadIndex => _builtIns.ThreadIndex,
        CanonKind.ThreadNewIndirect => NewIndirect(canon),
        CanonKind.ThreadResumeLater => _builtIns.ThreadResumeLater,
        CanonKind.ThreadSuspend => () => _builtIns.ThreadSuspend(cancellable),
        CanonKind.ThreadYield => () => _builtIns.ThreadYield(cancellable),
        CanonKind.ThreadSuspendThenResume => (uint thread) => _builtIns.ThreadSuspendThenResume(cancellable, thread),
        CanonKind.ThreadYieldThenResume => (uint thread) => _builtIns.ThreadYieldThenResume(cancellable, thread),
        CanonKind.ThreadSuspendThenPromote => (uint thread) => _builtIns.ThreadSuspendThenPromote(cancellable, thread),
        CanonKind.ThreadYieldThenPromote => (uint thread) => _builtIns.ThreadYieldThenPromote(cancellable, thread),
        var kind => throw TaskErrors.SharedThreads(kind.Text),
    };

    private Delegate NewIndirect(ValidCanon canon)
    {
        Table table = _coreTables[(int)canon.Definition.Table];
        bool is64Table = table.Type.Is64;
        ValType parameter = canon.CoreType.Parameters[1];
        return (is64Table, parameter == ValType.I64) switch
        {
            (false, false) => (uint function, uint argument) => _builtIns.ThreadNewIndirect(parameter, table, function, argument),
            (false, true) => (uint function, ulong argument) => _builtIns.ThreadNewIndirect(parameter, table, function, argument),
            (true, false) => (ulong function, uint argument) => _builtIns.ThreadNewIndirect(parameter, table, function, argument),
            (true, true) => (ulong function, ulong argument) => _builtIns.ThreadNewIndirect(parameter, table, function, argument),
        };
    }

    private CanonicalOptions Options(ValidCanonOptions options) => new()
    {
        StringEncoding = options.StringEncoding switch
        {
            CanonOptionKind.Utf16 => StringEncoding.Utf16,
            CanonOptionKind.Latin1Utf16 => StringEncoding.Latin1Utf16,
            _ => StringEncoding.Utf8,
        },
        Memory = options.Memory is { } memory ? MemoryAt(memory) : null,
        Realloc = options.Realloc is { } realloc ? State.Realloc(_coreFuncs[(int)realloc], options.Is64) : null,
        ReallocFunction = options.Realloc is { } function && !State.AsksForThread ? _coreFuncs[(int)function] : null,
        PostReturn = options.PostReturn is { } postReturn ? _coreFuncs[(int)postReturn] : null,
        IsAsync = options.IsAsync,
        Callback = options.Callback is { } callback ? _coreFuncs[(int)callback] : null,
    };

    /// <summary>The one object for a memory, whatever index it has. abi: LiftOptions.equal</summary>
    private GuestMemory MemoryAt(uint index)
    {
        Memory memory = _coreMemories[(int)index];
        uint first = (uint)_coreMemories.IndexOf(memory);
        if (!_memories.TryGetValue(first, out GuestMemory? found)) _memories.Add(first, found = GuestMemory.Of(memory));
        return found;
    }
}
