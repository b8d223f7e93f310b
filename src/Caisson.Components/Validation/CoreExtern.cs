using System.Collections.Immutable;
using System.Diagnostics;
using Caisson.Components.Types;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Components.Validation;

/// <summary>
/// The type of a core definition. Concrete heap types are canonical numbers, so that those of different modules can be compared.
/// </summary>
internal abstract record CoreExtern
{
    public abstract ExternKind Kind { get; }

    /// <summary>What messages call it.</summary>
    public string Text => Kind switch
    {
        ExternKind.Func => "func",
        ExternKind.Table => "table",
        ExternKind.Mem => "memory",
        ExternKind.Global => "global",
        _ => "tag",
    };

    /// <summary>The type as others see it.</summary>
    public abstract ExternType ToExternType();

    /// <summary>The type of what a valid module imports or exports.</summary>
    public static CoreExtern At(ModuleSyntax module, TypeMatcher types, ExternKind kind, uint index)
    {
        switch (kind)
        {
            case ExternKind.Func:
                TypeIdx func = module.Functions[(int)index];
                return new CoreFunc(module.FuncTypeAt(func), types.Canonical(func));
            case ExternKind.Table:
                TableType table = module.Tables[(int)index];
                return new CoreTable(table with { Element = types.Canonical(table.Element) });
            case ExternKind.Mem: return new CoreMemory(module.Memories[(int)index]);
            case ExternKind.Global:
                GlobalType global = module.Globals[(int)index];
                return new CoreGlobal(global with { Type = types.Canonical(global.Type) });
            case ExternKind.Tag:
                TypeIdx tag = module.Tags[(int)index].Type;
                return new CoreTag(module.FuncTypeAt(tag), types.Canonical(tag));
            default: throw new UnreachableException();
        }
    }
}

/// <summary>A core function.</summary>
/// <param name="Type">Its parameters and results.</param>
/// <param name="Number">The canonical number of the type.</param>
internal sealed record CoreFunc(FuncType Type, int Number) : CoreExtern
{
    public override ExternKind Kind => ExternKind.Func;

    public override ExternType ToExternType() => new FuncExternType(Type);
}

/// <summary>A core table.</summary>
internal sealed record CoreTable(TableType Type) : CoreExtern
{
    public override ExternKind Kind => ExternKind.Table;

    public override ExternType ToExternType() => new TableExternType(Type);
}

/// <summary>A core memory.</summary>
internal sealed record CoreMemory(MemType Type) : CoreExtern
{
    public override ExternKind Kind => ExternKind.Mem;

    public override ExternType ToExternType() => new MemExternType(Type);
}

/// <summary>A core global.</summary>
internal sealed record CoreGlobal(GlobalType Type) : CoreExtern
{
    public override ExternKind Kind => ExternKind.Global;

    public override ExternType ToExternType() => new GlobalExternType(Type);
}

/// <summary>A core tag.</summary>
/// <param name="Type">Its payload as parameters.</param>
/// <param name="Number">The canonical number of the type.</param>
internal sealed record CoreTag(FuncType Type, int Number) : CoreExtern
{
    public override ExternKind Kind => ExternKind.Tag;

    public override ExternType ToExternType() => new TagExternType(Type);
}

/// <summary>The type of a core module as validation sees it; that which others see is made from it.</summary>
internal sealed class CoreModuleShape
{
    public required IReadOnlyDictionary<(string Module, string Name), CoreExtern> Imports { get; init; }

    public required IReadOnlyDictionary<string, CoreExtern> Exports { get; init; }

    /// <summary>The type that others see.</summary>
    public CoreModuleType ToType(IEnumerable<(string Module, string Name)> importOrder, IEnumerable<string> exportOrder)
    {
        ImmutableArray<ImportType> imports = [.. importOrder.Select(key => new ImportType(key.Module, key.Name, Imports[key].ToExternType()))];
        ImmutableArray<ExportType> exports = [.. exportOrder.Select(name => new ExportType(name, Exports[name].ToExternType()))];
        return new(imports, exports) { Shape = this };
    }
}
