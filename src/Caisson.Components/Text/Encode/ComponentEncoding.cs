using Caisson.Components.Syntax;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Components.Text.Encode;

/// <summary>Parts of the binary format. spec: sort, alias</summary>
internal static class ComponentEncoding
{
    /// <summary>Writes a sort; core ones with their prefix. spec: sort</summary>
    public static void Sort(this ByteWriter writer, Sort sort)
    {
        if (sort.IsCore) writer.Byte(0x00);
        writer.Byte(Code(sort));
    }

    /// <summary>Writes a core sort without prefix. spec: core:sort</summary>
    public static void CoreSort(this ByteWriter writer, Sort sort) => writer.Byte(Code(sort));

    /// <summary>Writes a truth value.</summary>
    public static void Flag(this ByteWriter writer, bool value) => writer.Byte(value ? (byte)1 : (byte)0);

    /// <summary>Writes an alias of an export; which kind of instance is meant follows from the sort. spec: alias</summary>
    public static void ExportAlias(this ByteWriter writer, Sort sort, uint instance, string name)
    {
        writer.Sort(sort);
        writer.Flag(sort.IsOfCoreInstance);
        writer.Unsigned(instance);
        writer.Name(name);
    }

    /// <summary>Writes an alias of a definition further out. spec: alias</summary>
    public static void OuterAlias(this ByteWriter writer, Sort sort, uint count, uint index)
    {
        writer.Sort(sort);
        writer.Byte(0x02);
        writer.Unsigned(count);
        writer.Unsigned(index);
    }

    private static byte Code(Sort sort) => sort switch
    {
        Syntax.Sort.CoreFunc => 0x00,
        Syntax.Sort.CoreTable => 0x01,
        Syntax.Sort.CoreMemory => 0x02,
        Syntax.Sort.CoreGlobal => 0x03,
        Syntax.Sort.CoreTag => 0x04,
        Syntax.Sort.CoreType => 0x10,
        Syntax.Sort.CoreModule => 0x11,
        Syntax.Sort.CoreInstance => 0x12,
        Syntax.Sort.Func => 0x01,
        Syntax.Sort.Value => 0x02,
        Syntax.Sort.Type => 0x03,
        Syntax.Sort.Component => 0x04,
        _ => 0x05,
    };

    extension(Sort sort)
    {
        /// <summary>Whether it is what core instances export.</summary>
        public bool IsOfCoreInstance => sort <= Syntax.Sort.CoreTag;

        /// <summary>Whether it can be aliased from a scope further out. spec: outeraliassort</summary>
        public bool IsOuterAliasable => sort is Syntax.Sort.CoreModule or Syntax.Sort.CoreType or Syntax.Sort.Type or Syntax.Sort.Component;

        /// <summary>Whether it is what component instances export.</summary>
        public bool IsOfInstance => sort is Syntax.Sort.CoreModule or >= Syntax.Sort.Func;
    }
}
