using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>Types that stand both in sections and among instructions. spec: binary-types</summary>
internal static class TypeReading
{
    extension(ref BinaryCursor cursor)
    {
        /// <summary>spec: binary-valtype</summary>
        public ValType ReadValType(string what = "value type")
        {
            int at = cursor.Position;
            byte code = cursor.ReadByte();
            return code switch
            {
                0x7F => ValType.I32,
                0x7E => ValType.I64,
                0x7D => ValType.F32,
                0x7C => ValType.F64,
                0x7B => ValType.V128,
                _ => cursor.ReadRefTypeAfter(code, what, at),
            };
        }

        /// <summary>spec: binary-reftype</summary>
        public ValType ReadRefType()
        {
            int at = cursor.Position;
            return cursor.ReadRefTypeAfter(cursor.ReadByte(), "reference type", at);
        }

        /// <summary>spec: binary-heaptype</summary>
        public HeapType ReadHeapType()
        {
            int at = cursor.Position;
            byte first = cursor.Peek();
            if (IsAbstractHeapType(first))
            {
                cursor.Skip(1);
                return new(first - 0x80);
            }
            long index = cursor.ReadS33();
            return index < 0 ? BinaryErrors.Malformed<HeapType>("heap type", first, at) : HeapTypeAt(index);
        }

        /// <summary>spec: binary-blocktype</summary>
        public BlockType ReadBlockType()
        {
            int at = cursor.Position;
            byte first = cursor.Peek();
            if (first == 0x40)
            {
                cursor.Skip(1);
                return new(BlockTypeKind.Empty, default, default);
            }
            if (first is > 0x40 and < 0x80) return new(BlockTypeKind.Result, cursor.ReadValType(), default);
            long index = cursor.ReadS33();
            return index < 0
                ? BinaryErrors.Malformed<BlockType>("block type", first, at)
                : new(BlockTypeKind.Func, default, new((uint)index));
        }

        /// <summary>spec: binary-catch</summary>
        public CatchClause ReadCatch()
        {
            int at = cursor.Position;
            byte kind = cursor.ReadByte();
            if (kind > 3) BinaryErrors.Malformed<CatchClause>("catch clause", kind, at);
            TagIdx tag = (CatchKind)kind is CatchKind.Catch or CatchKind.CatchRef ? new(cursor.ReadU32()) : default;
            return new((CatchKind)kind, tag, new(cursor.ReadU32()));
        }

        private ValType ReadRefTypeAfter(byte code, string what, int at) => code switch
        {
            0x63 => ValType.Ref(true, cursor.ReadHeapType()),
            0x64 => ValType.Ref(false, cursor.ReadHeapType()),
            _ when IsAbstractHeapType(code) => ValType.Ref(true, new(code - 0x80)),
            _ => BinaryErrors.Malformed<ValType>(what, code, at),
        };
    }

    private static bool IsAbstractHeapType(byte code) => code is >= 0x69 and <= 0x74;

    // No module has as many types as the largest index says, so a larger one may as well be cut: it stays unknown.
    private static HeapType HeapTypeAt(long index) => HeapType.Concrete(new((uint)Math.Min(index, int.MaxValue)));
}
