using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Runtime;
using Caisson.Wasi.Components;

namespace Caisson.Wasi.Random;

/// <summary>wasi:random: what the interfaces call insecure is as good as the rest.</summary>
internal static class RandomInterfaces
{
    public static void Define(InterfaceSet p2, InterfaceSet p3, WasiHost host)
    {
        RandomSource random = host.Random;
        Define(p2["random/random"], "get-random", random, (length, most) => length <= most ? length : throw TooMany(length));
        Define(p2["random/insecure"], "get-insecure-random", random, (length, most) => length <= most ? length : throw TooMany(length));
        Define(p3["random/random"], "get-random", random, Math.Min);
        Define(p3["random/insecure"], "get-insecure-random", random, Math.Min);
        // Asked for again, it is the same.
        Lazy<ComponentValue> seed = new(() => ComponentValue.Tuple(Number(random), Number(random)));
        p2["random/insecure-seed"].DefineFunction("insecure-seed", (_, _) => seed.Value);
        p3["random/insecure-seed"].DefineFunction("get-insecure-seed", (_, _) => seed.Value);
    }

    private static void Define(ComponentLinkerInstance instance, string prefix, RandomSource random, Func<ulong, ulong, ulong> limit) => instance
        .DefineFunction(prefix + "-bytes", (_, a) => Bytes(random, limit(a[0].AsUInt64(), Limits.RandomBytes)))
        .DefineFunction(prefix + "-u64", (_, _) => Number(random));

    private static ComponentValue Bytes(RandomSource random, ulong length)
    {
        byte[] bytes = new byte[(int)length];
        random.Fill(bytes);
        return HostValues.Bytes(bytes);
    }

    private static ComponentValue Number(RandomSource random)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        random.Fill(bytes);
        return ComponentValue.U64(BitConverter.ToUInt64(bytes));
    }

    private static TrapException TooMany(ulong length) => new(TrapKind.InterfaceMisuse, $"{length} random bytes are asked for at once; the most is {Limits.RandomBytes}");
}
