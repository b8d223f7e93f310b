using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Binary;

/// <summary>The types of what can be imported. spec: binary-externtype</summary>
internal static class ExternTypeReading
{
    [Flags]
    private enum LimitsFlags
    {
        Max = 1,
        Shared = 2,
        Is64 = 4,
        PageSize = 8,
    }

    extension(ref BinaryCursor cursor)
    {
        /// <summary>spec: binary-tabletype</summary>
        public TableType ReadTableType(Features features)
        {
            ValType element = cursor.ReadRefType();
            LimitsFlags flags = cursor.ReadLimitsFlags(LimitsFlags.Max | LimitsFlags.Is64, features);
            return new(cursor.ReadLimits(flags, features), element, flags.HasFlag(LimitsFlags.Is64));
        }

        /// <summary>spec: binary-memtype</summary>
        public MemType ReadMemType(Features features)
        {
            const LimitsFlags all = LimitsFlags.Max | LimitsFlags.Shared | LimitsFlags.Is64 | LimitsFlags.PageSize;
            LimitsFlags flags = cursor.ReadLimitsFlags(all, features);
            Limits limits = cursor.ReadLimits(flags, features);
            byte pageSize = flags.HasFlag(LimitsFlags.PageSize) ? cursor.ReadPageSize() : (byte)16;
            return new(limits, flags.HasFlag(LimitsFlags.Is64), flags.HasFlag(LimitsFlags.Shared), pageSize);
        }

        /// <summary>spec: binary-globaltype</summary>
        public GlobalType ReadGlobalType() => new(cursor.ReadValType(), cursor.ReadMutability());

        /// <summary>spec: binary-tagtype</summary>
        public TagType ReadTagType()
        {
            cursor.ReadZero();
            return new(new(cursor.ReadU32()));
        }

        /// <summary>spec: binary-mut</summary>
        public bool ReadMutability()
        {
            int at = cursor.Position;
            byte mutability = cursor.ReadByte();
            return mutability <= 1 ? mutability == 1 : BinaryErrors.Malformed<bool>("mutability", mutability, at);
        }

        /// <summary>The byte that stands for what may come later.</summary>
        public void ReadZero()
        {
            int at = cursor.Position;
            byte zero = cursor.ReadByte();
            if (zero != 0) BinaryErrors.ZeroByte(zero, at);
        }

        private LimitsFlags ReadLimitsFlags(LimitsFlags known, Features features)
        {
            int at = cursor.Position;
            LimitsFlags flags = (LimitsFlags)cursor.ReadByte();
            if ((flags & ~known) != 0) BinaryErrors.MalformedFlags("limits", (uint)flags, at);
            Features needed =
                (flags.HasFlag(LimitsFlags.Shared) ? Features.Threads : 0)
                | (flags.HasFlag(LimitsFlags.Is64) ? Features.Memory64 : 0)
                | (flags.HasFlag(LimitsFlags.PageSize) ? Features.CustomPageSizes : 0);
            if ((needed & ~features) != 0)
                BinaryErrors.NeedsFeature($"malformed limits flags 0x{(uint)flags:x2}", needed & ~features, at);
            return flags;
        }

        /// <summary>spec: binary-limits</summary>
        private Limits ReadLimits(LimitsFlags flags, Features features) =>
            new(cursor.ReadLimit(features), flags.HasFlag(LimitsFlags.Max) ? cursor.ReadLimit(features) : null);

        /// <summary>Before memory64 a limit was a number of 32 bits, whatever it limits.</summary>
        private ulong ReadLimit(Features features) => features.HasFlag(Features.Memory64) ? cursor.ReadU64() : cursor.ReadU32();

        private byte ReadPageSize()
        {
            int at = cursor.Position;
            uint exponent = cursor.ReadU32();
            if (exponent >= 64) BinaryErrors.PageSize(exponent, at);
            return (byte)exponent;
        }
    }
}
