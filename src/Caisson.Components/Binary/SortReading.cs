using Caisson.Components.Syntax;
using Caisson.Wasm.Binary;

namespace Caisson.Components.Binary;

/// <summary>Numbers, lists and sorts, as all sections have them.</summary>
internal static class SortReading
{
    public const byte CoreSort = 0x00, CoreTypeSort = 0x10, CoreModuleSort = 0x11, CoreInstanceSort = 0x12;

    public const string ExternKindText = "component external kind";

    extension(ref BinaryCursor cursor)
    {
        /// <summary>The length of a list, each of whose items takes at least a byte. spec: binary-list</summary>
        public int ReadCount(int limit, string what)
        {
            int at = cursor.Position;
            uint count = cursor.ReadU32();
            if (count > (uint)cursor.Left) ComponentErrors.UnexpectedEnd(cursor.End);
            if (count > (uint)limit) ComponentErrors.TooMany(what, count, limit, at);
            return (int)count;
        }

        /// <summary>spec: async?, cancel?, sh?</summary>
        public bool ReadFlag()
        {
            int at = cursor.Position;
            byte flag = cursor.ReadByte();
            return flag <= 1 ? flag == 1 : ComponentErrors.Boolean(flag, at);
        }

        /// <summary>Any sort. spec: sort</summary>
        public Sort ReadSort()
        {
            int at = cursor.Position;
            byte code = cursor.ReadByte();
            return code == CoreSort ? cursor.ReadCoreSort("core sort") : ComponentSort(code, "sort", at);
        }

        /// <summary>A sort that can be imported, exported and passed. spec: sort</summary>
        public Sort ReadExternSort()
        {
            int at = cursor.Position;
            byte code = cursor.ReadByte();
            if (code != CoreSort) return ComponentSort(code, ExternKindText, at);
            byte core = cursor.ReadByte();
            return core == CoreModuleSort ? Sort.CoreModule : ComponentErrors.LeadingByte<Sort>(core, ExternKindText, at + 1);
        }

        /// <summary>spec: core:sort</summary>
        public Sort ReadCoreSort(string what)
        {
            int at = cursor.Position;
            byte code = cursor.ReadByte();
            return code switch
            {
                <= 0x04 => Sort.CoreFunc + code,
                CoreTypeSort => Sort.CoreType,
                CoreModuleSort => Sort.CoreModule,
                CoreInstanceSort => Sort.CoreInstance,
                _ => ComponentErrors.LeadingByte<Sort>(code, what, at),
            };
        }

        /// <summary>A sort that a core instance can have. spec: core:sort</summary>
        public Sort ReadCoreExternSort()
        {
            int at = cursor.Position;
            byte code = cursor.ReadByte();
            return code <= 0x04 ? Sort.CoreFunc + code : ComponentErrors.LeadingByte<Sort>(code, "external kind", at);
        }
    }

    /// <summary>A sort that isn't a core one.</summary>
    public static Sort ComponentSort(byte code, string what, int at) => code switch
    {
        0x01 => Sort.Func,
        0x02 => Sort.Value,
        0x03 => Sort.Type,
        0x04 => Sort.Component,
        0x05 => Sort.Instance,
        _ => ComponentErrors.LeadingByte<Sort>(code, what, at),
    };
}
