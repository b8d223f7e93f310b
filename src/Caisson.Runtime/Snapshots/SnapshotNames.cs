using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Runtime;

/// <summary>The name section of a snapshot: segments that aren't the module's any more have lost their names. spec: binary-namesec</summary>
internal static class SnapshotNames
{
    private const byte Elems = 8, Datas = 9;

    /// <summary>The content of the section; what isn't well-formed stays as it is.</summary>
    /// <param name="module">The module.</param>
    /// <param name="section">Its name section.</param>
    /// <param name="keepsElem">Whether an element segment is still there.</param>
    /// <param name="keepsData">Whether a data segment is still there.</param>
    public static byte[] Write(ModuleSyntax module, CustomSection section, Func<int, bool> keepsElem, Func<int, bool> keepsData)
    {
        ByteWriter content = new();
        try
        {
            BinaryCursor cursor = new(module.Bytes.Span, section.Content);
            while (!cursor.AtEnd)
            {
                byte id = cursor.ReadByte();
                ByteRange subsection = cursor.ReadRange();
                switch (id)
                {
                    case Elems: Names(content, id, module.Names.Elems, keepsElem); break;
                    case Datas: Names(content, id, module.Names.Datas, keepsData); break;
                    default:
                        content.Byte(id);
                        content.Vector(module.Slice(subsection));
                        break;
                }
            }
            return content.Written.ToArray();
        }
        catch (MalformedException)
        {
            return module.Slice(section.Content).ToArray();
        }
    }

    private static void Names(ByteWriter content, byte id, IEnumerable<KeyValuePair<uint, string>> names, Func<int, bool> keeps)
    {
        KeyValuePair<uint, string>[] kept = [.. names.Where(name => keeps((int)name.Key)).OrderBy(name => name.Key)];
        if (kept.Length == 0) return;
        ByteWriter map = new();
        map.Unsigned((ulong)kept.Length);
        foreach ((uint index, string name) in kept)
        {
            map.Unsigned(index);
            map.Name(name);
        }
        content.Byte(id);
        content.Vector(map.Written);
    }
}
