using System.Collections.Immutable;
using Caisson.Components.Syntax;

namespace Caisson.Components.Text.Print;

// What the canonical ABI makes. spec: canon
internal sealed partial class DefinitionPrinter
{
    private void Canon(CanonDefinition canon)
    {
        bool isLift = canon.Kind == CanonKind.Lift;
        Begin(isLift ? Sort.Func : Sort.CoreFunc, out _);
        if (isLift) Reference(Sort.Type, canon.Type);
        output.Write(" (canon ");
        output.Write(canon.Kind.Text);
        Immediates(canon);
        output.Write("))");
    }

    private void Immediates(CanonDefinition canon)
    {
        switch (canon.Kind.Shape)
        {
            case CanonShape.Lift:
                Reference(Sort.CoreFunc, canon.Func);
                Options(canon.Options);
                break;
            case CanonShape.Lower:
                Reference(Sort.Func, canon.Func);
                Options(canon.Options);
                break;
            case CanonShape.Type: SpacedType(canon.Type); break;
            case CanonShape.TypeOptions:
                SpacedType(canon.Type);
                Options(canon.Options);
                break;
            case CanonShape.TypeAsync:
                SpacedType(canon.Type);
                Flag("async", canon.IsAsync);
                break;
            case CanonShape.Options: Options(canon.Options); break;
            case CanonShape.TaskReturn:
                if (canon.Result is { } result) ResultForm("result", result);
                Options(canon.Options);
                break;
            case CanonShape.Context:
                output.Write(' ');
                CoreTypes.ValType(canon.ContextType);
                output.Write(' ');
                output.Write(canon.ContextSlot);
                break;
            case CanonShape.Async: Flag("async", canon.IsAsync); break;
            case CanonShape.Cancel: Flag("cancellable", canon.IsCancellable); break;
            case CanonShape.CancelMemory:
                Flag("cancellable", canon.IsCancellable);
                Nested("memory", Sort.CoreMemory, canon.Memory);
                break;
            default: ThreadImmediates(canon); break;
        }
    }

    private void ThreadImmediates(CanonDefinition canon)
    {
        CanonShape shape = canon.Kind.Shape;
        Flag("shared", canon.IsShared);
        if (shape is CanonShape.TypeTable or CanonShape.SharedType or CanonShape.SharedTypeTable)
        {
            output.Write(' ');
            _scope.Use(output, Sort.CoreType, canon.Type);
        }
        if (shape is CanonShape.TypeTable or CanonShape.SharedTypeTable) Reference(Sort.CoreTable, canon.Table);
    }

    private void Flag(string keyword, bool isSet)
    {
        if (!isSet) return;
        output.Write(' ');
        output.Write(keyword);
    }

    /// <summary>spec: canonopt</summary>
    private void Options(ImmutableArray<CanonOption> options)
    {
        foreach (CanonOption option in options)
        {
            switch (option.Kind)
            {
                case CanonOptionKind.Utf8: output.Write(" string-encoding=utf8"); break;
                case CanonOptionKind.Utf16: output.Write(" string-encoding=utf16"); break;
                case CanonOptionKind.Latin1Utf16: output.Write(" string-encoding=latin1+utf16"); break;
                case CanonOptionKind.Memory: Nested("memory", Sort.CoreMemory, option.Index); break;
                case CanonOptionKind.Realloc: Nested("realloc", Sort.CoreFunc, option.Index); break;
                case CanonOptionKind.PostReturn: Nested("post-return", Sort.CoreFunc, option.Index); break;
                case CanonOptionKind.Async: output.Write(" async"); break;
                case CanonOptionKind.Callback: Nested("callback", Sort.CoreFunc, option.Index); break;
            }
        }
    }

    private void Nested(string keyword, Sort sort, uint index)
    {
        output.Write(" (");
        output.Write(keyword);
        Reference(sort, index);
        output.Write(')');
    }
}
