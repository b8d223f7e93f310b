using Caisson.Components.CanonicalAbi;
using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Wasm.Syntax;

namespace Caisson.Components.Validation;

/// <summary>The options of a canonical definition: which are there, which may be, which must be. spec: canonopt</summary>
internal sealed class CanonOptionChecks(Scope scope, CanonDefinition canon)
{
    private int At => canon.Offset;

    /// <summary>The options, each at most once, with what they refer to.</summary>
    public ValidCanonOptions Resolve()
    {
        ValidCanonOptions options = ValidCanonOptions.None;
        CanonOptionKind? encoding = null;
        foreach (CanonOption option in canon.Options)
        {
            options = option.Kind switch
            {
                CanonOptionKind.Memory => options with { Memory = Once(options.Memory, option), Is64 = Memory(scope, option.Index, At).Is64 },
                CanonOptionKind.Realloc => options with { Realloc = Once(options.Realloc, option) },
                CanonOptionKind.PostReturn => options with { PostReturn = Once(options.PostReturn, option) },
                CanonOptionKind.Callback => options with { Callback = Once(options.Callback, option) },
                CanonOptionKind.Async => options with { IsAsync = Once(options.IsAsync ? 0u : null, option) == 0 },
                _ => options with { StringEncoding = Encoding(ref encoding, option.Kind) },
            };
        }
        if (options is { IsAsync: false, Callback: not null }) Invalid("cannot specify callback without async");
        if (options is { IsAsync: true, PostReturn: not null }) Invalid("cannot specify post-return function in async");
        if (options.Realloc is { } realloc) CheckRealloc(realloc, options);
        return options;
    }

    /// <summary>A core memory that values can be in.</summary>
    public static MemType Memory(Scope scope, uint index, int at)
    {
        MemType type = scope.CoreMemories.At(index, at);
        if (type.Shared) ComponentValidationErrors.Invalid(at, "mismatch in the shared flag for memories");
        return type;
    }

    public void CheckLift(ValidCanonOptions options, FuncType core)
    {
        if (options.PostReturn is { } postReturn && !scope.CoreFuncs.At(postReturn, At).Type.Equals(new FuncType(core.Results, [])))
            Invalid("canonical option `post-return` uses a core function with an incorrect signature");
        if (options.Callback is { } callback && !scope.CoreFuncs.At(callback, At).Type.Equals(new([ValType.I32, ValType.I32, ValType.I32], [ValType.I32])))
            Invalid("canonical option `callback` uses a core function with an incorrect signature");
    }

    public void CheckLower(ValidCanonOptions options)
    {
        if (options.PostReturn is not null) Invalid("canonical option `post-return` cannot be specified for lowerings");
        if (options.Callback is not null) Invalid("canonical option `callback` cannot be specified for lowerings");
    }

    public void CheckSync(ValidCanonOptions options)
    {
        if (options.IsAsync) Invalid($"cannot specify `async` option on `{canon.Kind.Text}`");
    }

    public void CheckAsync(ValidCanonOptions options, ComponentFuncType func)
    {
        if (options.IsAsync && !func.IsAsync) Invalid("the `async` canonical option requires an async function type");
    }

    /// <summary>Parameters are stored by the callee's allocator, results are where the callee put them.</summary>
    public void CheckLiftNeeds(ValidCanonOptions options, ComponentFuncType func)
    {
        FunctionLayout layout = FunctionLayout.Of(func, options.Is64);
        if (layout.Parameters.ContainsPointer || layout.Parameters.FlatCount > AbiLimits.MaxFlatParams) RequireRealloc(options);
        // An asynchronous result takes the way of the parameters of `task.return`.
        int maxFlat = options.IsAsync ? AbiLimits.MaxFlatParams : AbiLimits.MaxFlatResults;
        if (layout.Results.ContainsPointer || layout.Results.FlatCount > (uint)maxFlat) RequireMemory(options);
    }

    /// <summary>Parameters are where the caller put them, results are stored by the caller's allocator.</summary>
    public void CheckLowerNeeds(ValidCanonOptions options, ComponentFuncType func)
    {
        FunctionLayout layout = FunctionLayout.Of(func, options.Is64);
        int maxParameters = options.IsAsync ? AbiLimits.MaxFlatAsyncParams : AbiLimits.MaxFlatParams;
        if (layout.Parameters.ContainsPointer || layout.Parameters.FlatCount > (uint)maxParameters) RequireMemory(options);
        if (layout.Results.ContainsPointer) RequireRealloc(options);
        if (layout.Results.FlatCount > (options.IsAsync ? 0u : AbiLimits.MaxFlatResults)) RequireMemory(options);
    }

    public void CheckTransferNeeds(ValidCanonOptions options, ComponentValType? element, bool isRead)
    {
        if (element is null) return;
        RequireMemory(options);
        if (isRead && ValueTypes.ContainsPointer(element)) RequireRealloc(options);
    }

    public void CheckErrorContext(ValidCanonOptions options)
    {
        RequireMemory(options);
        if (canon.Kind == CanonKind.ErrorContextDebugMessage) RequireRealloc(options);
        CheckSync(options);
        CheckLower(options);
    }

    private void CheckRealloc(uint realloc, ValidCanonOptions options)
    {
        if (options.Memory is null) Invalid("canonical option `realloc` requires `memory` to also be specified");
        ValType address = options.Is64 ? ValType.I64 : ValType.I32;
        if (!scope.CoreFuncs.At(realloc, At).Type.Equals(new([address, address, address, address], [address])))
            Invalid("canonical option `realloc` uses a core function with an incorrect signature");
    }

    private uint Once(uint? before, CanonOption option)
    {
        if (before is not null) Invalid($"canonical option `{Text(option.Kind)}` is specified more than once");
        return option.Index;
    }

    private CanonOptionKind Encoding(ref CanonOptionKind? before, CanonOptionKind kind)
    {
        if (before is { } other) Invalid($"canonical encoding option `{Text(other)}` conflicts with option `{Text(kind)}`");
        before = kind;
        return kind;
    }

    private void RequireMemory(ValidCanonOptions options)
    {
        if (options.Memory is null) Invalid("canonical option `memory` is required");
    }

    private void RequireRealloc(ValidCanonOptions options)
    {
        RequireMemory(options);
        if (options.Realloc is null) Invalid("canonical option `realloc` is required");
    }

    private void Invalid(string message) => ComponentValidationErrors.Invalid(At, message);

    private static string Text(CanonOptionKind kind) => kind switch
    {
        CanonOptionKind.Utf8 => "utf8",
        CanonOptionKind.Utf16 => "utf16",
        CanonOptionKind.Latin1Utf16 => "latin1-utf16",
        CanonOptionKind.PostReturn => "post-return",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
