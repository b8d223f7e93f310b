using Caisson.Cli.Options;
using Caisson.Wasm.Syntax;

namespace Caisson.Cli.Inspection;

/// <summary>The types of imports and exports as a person reads them.</summary>
internal static class ExternTypeName
{
    /// <summary>The type of an import or export.</summary>
    public static string Of(ModuleSyntax module, ExternKind kind, uint index) => kind switch
    {
        ExternKind.Func => $"func {module.TypeOf(new FuncIdx(index))}",
        ExternKind.Table => $"table {module.Tables[(int)index]}",
        ExternKind.Mem => $"memory {Of(module.Memories[(int)index])}",
        ExternKind.Global => $"global {module.Globals[(int)index]}",
        _ => $"tag {module.FuncTypeAt(module.Tags[(int)index].Type)}",
    };

    /// <summary>A memory type, with its sizes in bytes as well.</summary>
    public static string Of(MemType memory)
    {
        string max = memory.Limits.Max is { } pages ? $" to {Size(pages, memory)}" : "";
        return $"{memory} ({Size(memory.Limits.Min, memory)}{max})";
    }

    private static string Size(ulong pages, MemType memory)
    {
        UInt128 bytes = (UInt128)pages << memory.PageSizeLog2;
        return bytes <= long.MaxValue ? ByteSize.Format((long)bytes) : "all of 64 bits";
    }
}
