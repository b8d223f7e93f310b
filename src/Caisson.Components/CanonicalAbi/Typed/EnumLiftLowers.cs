using System.Runtime.CompilerServices;

namespace Caisson.Components.CanonicalAbi.Typed;

/// <summary>Enums and flags as the enums of C#, by the names of their members.</summary>
internal static class EnumLiftLowers
{
    public static VariantLiftLower<T> Create<T>(Layout layout)
    {
        T[] members = [.. layout.Labels.Select(MemberOf<T>)];
        return new VariantLiftLower<T>(
            layout,
            [.. members.Select(m => new EmptyCase<T>(m))],
            value => Array.IndexOf(members, value) is >= 0 and int index ? index : throw TypedErrors.UnknownCase(value));
    }

    public static LiftLower<T> CreateFlags<T>(Layout layout) => new FlagsLiftLower<T>(layout, [.. layout.Labels.Select(l => ToBits(MemberOf<T>(l)))]);

    private static T MemberOf<T>(string label)
    {
        string name = Enum.GetNames(typeof(T)).FirstOrDefault(n => Names.Match(n, label)) ?? throw TypedErrors.NoName(typeof(T), label);
        return (T)Enum.Parse(typeof(T), name);
    }

    private static ulong ToBits<T>(T value) => Unsafe.SizeOf<T>() switch
    {
        1 => Unsafe.As<T, byte>(ref value),
        2 => Unsafe.As<T, ushort>(ref value),
        4 => Unsafe.As<T, uint>(ref value),
        _ => Unsafe.As<T, ulong>(ref value),
    };

    private sealed class FlagsLiftLower<T>(Layout layout, ulong[] members) : LiftLower<T>(layout)
    {
        public override T Load(LiftLowerContext cx, ulong ptr) => Unpack((uint)Abi.LoadInt(cx, ptr, Layout.ElemSize));

        public override void Store(LiftLowerContext cx, T value, ulong ptr) => Abi.StoreInt(cx, Pack(value), ptr, Layout.ElemSize);

        public override T LiftFlat(LiftLowerContext cx, ref CoreValueReader vi) => Unpack(vi.NextInt32());

        public override void LowerFlat(LiftLowerContext cx, T value, ref CoreValueWriter flat) => flat.Add(Pack(value));

        // abi: unpack_flags_from_int
        private T Unpack(uint i)
        {
            ulong bits = 0;
            for (int bit = 0; bit < members.Length; bit++) bits |= ((i >> bit) & 1) != 0 ? members[bit] : 0;
            return Unsafe.As<ulong, T>(ref bits);
        }

        // abi: pack_flags_into_int
        private uint Pack(T value)
        {
            ulong bits = ToBits(value), known = 0;
            uint i = 0;
            for (int bit = 0; bit < members.Length; bit++)
            {
                known |= members[bit];
                if ((bits & members[bit]) == members[bit]) i |= 1u << bit;
            }

            return (bits & ~known) == 0 ? i : throw TypedErrors.UnknownCase(value);
        }
    }
}
