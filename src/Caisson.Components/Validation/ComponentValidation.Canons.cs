using Caisson.Components.CanonicalAbi;
using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Validation;

/// <summary>Canonical definitions: the types of the functions that they make, and the options that these need. spec: canon</summary>
internal sealed partial class ComponentValidation
{
    private static readonly FuncType NothingToNothing = new([], []), NothingToI32 = new([], [ValType.I32]), NothingToI64 = new([], [ValType.I64]);
    private static readonly FuncType I32ToNothing = new([ValType.I32], []), I32ToI32 = new([ValType.I32], [ValType.I32]);

    private void AddCanon(CanonDefinition canon)
    {
        if (canon.Kind == CanonKind.Lift)
        {
            AddLift(canon);
            return;
        }
        ValidCanon valid = canon.Kind switch
        {
            CanonKind.Lower => Lower(canon),
            CanonKind.ResourceNew or CanonKind.ResourceDrop or CanonKind.ResourceRep => ResourceBuiltin(canon),
            CanonKind.TaskReturn => TaskReturn(canon),
            CanonKind.ContextGet or CanonKind.ContextSet => Context(canon),
            >= CanonKind.StreamNew and <= CanonKind.FutureDropWritable => StreamBuiltin(canon),
            CanonKind.ErrorContextNew or CanonKind.ErrorContextDebugMessage => ErrorContext(canon),
            CanonKind.WaitableSetWait or CanonKind.WaitableSetPoll => WaitableSet(canon),
            CanonKind.ThreadNewIndirect => ThreadNew(canon),
            CanonKind.ThreadSpawnRef or CanonKind.ThreadSpawnIndirect or CanonKind.ThreadAvailableParallelism =>
                ComponentValidationErrors.Invalid<ValidCanon>(canon.Offset, $"`{canon.Kind.Text}` requires the shared-everything-threads proposal"),
            _ => new() { Definition = canon, CoreType = PlainType(canon.Kind) },
        };
        _canons.Add(valid);
        _scope.CoreFuncs.Add(MakeCoreFunc(valid.CoreType), canon.Offset);
    }

    /// <summary>The types of the built-ins that have no immediates to check.</summary>
    private static FuncType PlainType(CanonKind kind) => kind switch
    {
        CanonKind.BackpressureInc or CanonKind.BackpressureDec or CanonKind.TaskCancel => NothingToNothing,
        CanonKind.SubtaskCancel => I32ToI32,
        CanonKind.WaitableSetNew or CanonKind.ThreadIndex or CanonKind.ThreadYield or CanonKind.ThreadSuspend => NothingToI32,
        CanonKind.WaitableJoin => new([ValType.I32, ValType.I32], []),
        CanonKind.ThreadSuspendThenResume or CanonKind.ThreadYieldThenResume => I32ToI32,
        CanonKind.ThreadSuspendThenPromote or CanonKind.ThreadYieldThenPromote => I32ToI32,
        _ => I32ToNothing,
    };

    /// <summary>spec: canon lift</summary>
    private void AddLift(CanonDefinition canon)
    {
        int at = canon.Offset;
        ComponentFuncType func = _scope.Types.At(canon.Type, at) as ComponentFuncType
            ?? ComponentValidationErrors.Invalid<ComponentFuncType>(at, $"type index {canon.Type} is not a function type");
        FuncType core = _scope.CoreFuncs.At(canon.Func, at).Type;
        CanonOptionChecks checks = new(_scope, canon);
        ValidCanonOptions options = checks.Resolve();
        checks.CheckLift(options, core);
        checks.CheckAsync(options, func);
        checks.CheckLiftNeeds(options, func);
        FuncType expected = FunctionLayout.Of(func, options.Is64).FlattenForLift(options.IsAsync, options.Callback is not null);
        CheckLowered("parameter", expected.Parameters.AsSpan(), core.Parameters.AsSpan(), canon);
        CheckLowered("result", expected.Results.AsSpan(), core.Results.AsSpan(), canon);
        _canons.Add(new() { Definition = canon, CoreType = core, Func = func, Options = options });
        _scope.Funcs.Add(func, at);
    }

    private static void CheckLowered(string what, ReadOnlySpan<ValType> expected, ReadOnlySpan<ValType> found, CanonDefinition canon)
    {
        if (expected.SequenceEqual(found)) return;
        ComponentValidationErrors.Invalid(
            canon.Offset,
            $"lowered {what} types `{Text(expected)}` do not match {what} types `{Text(found)}` of core function {canon.Func}");
    }

    private static string Text(ReadOnlySpan<ValType> types) =>
        $"[{string.Join(", ", types.ToArray().Select(type => type.ToString().ToUpperInvariant()))}]";

    /// <summary>spec: canon lower</summary>
    private ValidCanon Lower(CanonDefinition canon)
    {
        ComponentFuncType func = _scope.Funcs.At(canon.Func, canon.Offset);
        CanonOptionChecks checks = new(_scope, canon);
        ValidCanonOptions options = checks.Resolve();
        checks.CheckLower(options);
        checks.CheckAsync(options, func);
        checks.CheckLowerNeeds(options, func);
        FuncType type = FunctionLayout.Of(func, options.Is64).FlattenForLower(options.IsAsync);
        return new() { Definition = canon, CoreType = type, Func = func, Options = options };
    }

    /// <summary>spec: canon resource.new, resource.drop, resource.rep</summary>
    private ValidCanon ResourceBuiltin(CanonDefinition canon)
    {
        ResourceType resource = _types.Resource(canon.Type, canon.Offset);
        FuncType type = I32ToNothing;
        if (canon.Kind != CanonKind.ResourceDrop)
        {
            if (!_scope.Resources.TryGetValue(resource, out ValType? representation) || representation is null)
                ComponentValidationErrors.Invalid(canon.Offset, $"type {canon.Type} is not a local resource");
            type = canon.Kind == CanonKind.ResourceNew ? new([representation!.Value], [ValType.I32]) : new([ValType.I32], [representation!.Value]);
        }
        return new() { Definition = canon, CoreType = type, Resource = resource };
    }

    /// <summary>spec: canon task.return</summary>
    private ValidCanon TaskReturn(CanonDefinition canon)
    {
        int at = canon.Offset;
        ComponentValType? result = canon.Result is { } syntax ? _types.Resolve(syntax, at) : null;
        CanonOptionChecks checks = new(_scope, canon);
        ValidCanonOptions options = checks.Resolve();
        if (options.Realloc is not null) ComponentValidationErrors.Invalid(at, "cannot specify `realloc` option on `task.return`");
        if (options.PostReturn is not null) ComponentValidationErrors.Invalid(at, "cannot specify `post-return` option on `task.return`");
        checks.CheckLower(options);
        checks.CheckSync(options);
        ComponentFuncType func = new(result is null ? [] : [new("v", result)], null, false);
        checks.CheckLowerNeeds(options, func);
        FuncType type = FunctionLayout.Of(func, options.Is64).FlattenForLower(isAsync: false);
        return new() { Definition = canon, CoreType = type, Type = result, Options = options };
    }

    /// <summary>spec: canon context.get, context.set</summary>
    private ValidCanon Context(CanonDefinition canon)
    {
        int at = canon.Offset;
        ValType type = canon.ContextType;
        string text = canon.Kind.Text;
        if (type != ValType.I32 && type != ValType.I64) ComponentValidationErrors.Invalid(at, $"`{text}` only supports `i32` or `i64`");
        if ((_scope.TaskVariableType ??= type) != type) ComponentValidationErrors.Invalid(at, $"`{text}` type must match previous context type");
        if (canon.ContextSlot > 1) ComponentValidationErrors.Invalid(at, $"`{text}` immediate must be zero or one: {canon.ContextSlot}");
        return new() { Definition = canon, CoreType = canon.Kind == CanonKind.ContextGet ? new([], [type]) : new([type], []) };
    }

    /// <summary>spec: canon stream.new and all that follow</summary>
    private ValidCanon StreamBuiltin(CanonDefinition canon)
    {
        int at = canon.Offset;
        bool isStream = canon.Kind < CanonKind.FutureNew;
        ComponentValType type = _types.Resolve(new ValTypeSyntax(canon.Type), at);
        if (isStream ? type is not StreamType : type is not FutureType)
            ComponentValidationErrors.Invalid(at, $"`{canon.Kind.Text}` requires a {(isStream ? "stream" : "future")} type");
        if (canon.Kind.Shape != CanonShape.TypeOptions)
        {
            FuncType plain = canon.Kind switch
            {
                CanonKind.StreamNew or CanonKind.FutureNew => NothingToI64,
                _ => canon.Kind.Shape == CanonShape.TypeAsync ? I32ToI32 : I32ToNothing,
            };
            return new() { Definition = canon, CoreType = plain, Type = type };
        }
        ComponentValType? element = (type as StreamType)?.Element ?? (type as FutureType)?.Element;
        CanonOptionChecks checks = new(_scope, canon);
        ValidCanonOptions options = checks.Resolve();
        checks.CheckLower(options);
        checks.CheckTransferNeeds(options, element, isRead: canon.Kind is CanonKind.StreamRead or CanonKind.FutureRead);
        ValType address = options.Is64 ? ValType.I64 : ValType.I32;
        FuncType transfer = isStream ? new([ValType.I32, address, address], [address]) : new([ValType.I32, address], [ValType.I32]);
        return new() { Definition = canon, CoreType = transfer, Type = type, Options = options };
    }

    /// <summary>spec: canon error-context.new, error-context.debug-message</summary>
    private ValidCanon ErrorContext(CanonDefinition canon)
    {
        CanonOptionChecks checks = new(_scope, canon);
        ValidCanonOptions options = checks.Resolve();
        checks.CheckErrorContext(options);
        ValType address = options.Is64 ? ValType.I64 : ValType.I32;
        FuncType type = canon.Kind == CanonKind.ErrorContextNew ? new([address, address], [ValType.I32]) : new([ValType.I32, address], []);
        return new() { Definition = canon, CoreType = type, Options = options };
    }

    /// <summary>spec: canon waitable-set.wait, waitable-set.poll</summary>
    private ValidCanon WaitableSet(CanonDefinition canon)
    {
        MemType memory = CanonOptionChecks.Memory(_scope, canon.Memory, canon.Offset);
        return new()
        {
            Definition = canon,
            CoreType = new([ValType.I32, memory.AddressType], [ValType.I32]),
            Options = new() { Memory = canon.Memory, Is64 = memory.Is64 },
        };
    }

    /// <summary>spec: canon thread.new-indirect</summary>
    private ValidCanon ThreadNew(CanonDefinition canon)
    {
        int at = canon.Offset;
        CoreTypeEntry entry = _scope.CoreTypes.At(canon.Type, at);
        if (entry.Sub?.Comp is not FuncType start)
        {
            return ComponentValidationErrors.Invalid<ValidCanon>(
                at, entry.Module is null ? "start type must be a function" : "expected a core function type");
        }
        TableType table = _scope.CoreTables.At(canon.Table, at);
        if (start.Parameters is not [var parameter] || (parameter != ValType.I32 && parameter != ValType.I64))
            ComponentValidationErrors.Invalid(at, "start function must take a single `i32` argument (currently)");
        if (!start.Results.IsEmpty) ComponentValidationErrors.Invalid(at, "start function must not return any values");
        if (table.Element != ValType.FuncRef) ComponentValidationErrors.Invalid(at, $"table is not a table of (ref null (func)): {table}");
        return new() { Definition = canon, CoreType = new([table.AddressType, start.Parameters[0]], [ValType.I32]) };
    }
}
