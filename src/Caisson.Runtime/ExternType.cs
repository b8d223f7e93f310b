using System.Diagnostics;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>The type of an import or export. Immutable. spec: syntax-externtype</summary>
public abstract record ExternType
{
    /// <summary>What it is.</summary>
    public abstract ExternKind Kind { get; }

    internal static ExternType At(ModuleSyntax module, ExternKind kind, uint index) => kind switch
    {
        ExternKind.Func => new FuncExternType(module.TypeOf(new FuncIdx(index))),
        ExternKind.Table => new TableExternType(module.Tables[(int)index]),
        ExternKind.Mem => new MemExternType(module.Memories[(int)index]),
        ExternKind.Global => new GlobalExternType(module.Globals[(int)index]),
        ExternKind.Tag => new TagExternType(module.FuncTypeAt(module.Tags[(int)index].Type)),
        _ => throw new UnreachableException(),
    };
}

/// <summary>The type of a function.</summary>
/// <param name="Type">Parameters and results.</param>
public sealed record FuncExternType(FuncType Type) : ExternType
{
    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Func;

    /// <summary>The text format: <c>func (param i32)</c>.</summary>
    public override string ToString() => Type.Parameters.IsEmpty && Type.Results.IsEmpty ? "func" : $"func {Type}";
}

/// <summary>The type of a table.</summary>
/// <param name="Type">Limits and elements.</param>
public sealed record TableExternType(TableType Type) : ExternType
{
    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Table;

    /// <summary>The text format: <c>table 1 funcref</c>.</summary>
    public override string ToString() => $"table {Type}";
}

/// <summary>The type of a memory.</summary>
/// <param name="Type">Limits and addresses.</param>
public sealed record MemExternType(MemType Type) : ExternType
{
    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Mem;

    /// <summary>The text format: <c>memory 1</c>.</summary>
    public override string ToString() => $"memory {Type}";
}

/// <summary>The type of a global.</summary>
/// <param name="Type">Value and mutability.</param>
public sealed record GlobalExternType(GlobalType Type) : ExternType
{
    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Global;

    /// <summary>The text format: <c>global (mut i32)</c>.</summary>
    public override string ToString() => $"global {Type}";
}

/// <summary>The type of a tag.</summary>
/// <param name="Type">The payload as parameters.</param>
public sealed record TagExternType(FuncType Type) : ExternType
{
    /// <inheritdoc/>
    public override ExternKind Kind => ExternKind.Tag;

    /// <summary>The text format: <c>tag (param i32)</c>.</summary>
    public override string ToString() => $"tag {Type}";
}

/// <summary>An import that a module asks for.</summary>
/// <param name="Module">First name.</param>
/// <param name="Name">Second name.</param>
/// <param name="Type">What it must be.</param>
public sealed record ImportType(string Module, string Name, ExternType Type);

/// <summary>An export that a module offers.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is.</param>
public sealed record ExportType(string Name, ExternType Type);
