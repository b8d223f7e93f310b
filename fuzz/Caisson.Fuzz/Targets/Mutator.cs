using Caisson.Fuzz.Generation;

namespace Caisson.Fuzz.Targets;

/// <summary>Changes bytes here and there, mostly few.</summary>
internal static class Mutator
{
    private const int MostBytes = 1 << 20;

    private static readonly byte[] Interesting = [0x00, 0x01, 0x7f, 0x80, 0xff, 0x40, 0x41, 0x0b, 0x20, 0x70, 0x60, 0x5e, 0x5f, 0xfb, 0xfc, 0xfd, 0xfe];

    public static byte[] Mutate(byte[] input, byte[] other, Chance chance)
    {
        List<byte> bytes = [.. input];
        for (int i = chance.OneIn(4) ? chance.Between(1, 40) : chance.Between(1, 4); i > 0; i--) Change(bytes, other, chance);
        return [.. bytes.Take(MostBytes)];
    }

    private static void Change(List<byte> bytes, byte[] other, Chance chance)
    {
        if (bytes.Count == 0) bytes.Add(0);
        int at = chance.Below(bytes.Count), length = Math.Min(chance.OneIn(4) ? chance.Between(1, 400) : chance.Between(1, 8), bytes.Count - at);
        switch (chance.Below(8))
        {
            case 0: bytes[at] ^= (byte)(1 << chance.Below(8)); break;
            case 1: bytes[at] = (byte)chance.Below(256); break;
            case 2: bytes[at] = chance.Pick(Interesting); break;
            case 3: bytes.Insert(at, chance.Pick(Interesting)); break;
            case 4: bytes.RemoveRange(at, length); break;
            case 5: bytes.InsertRange(chance.Below(bytes.Count), bytes.GetRange(at, length)); break;
            case 6 when other.Length > 0:
                int from = chance.Below(other.Length);
                bytes.InsertRange(at, other.Skip(from).Take(length));
                break;

            // A number in LEB128, as large as they get.
            default: bytes.InsertRange(at, [0xff, 0xff, 0xff, 0xff, (byte)chance.Pick([0x0f, 0x7f, 0xff])]); break;
        }
    }
}
