using System.Globalization;
using Caisson.Wasm.Text.Literals;

namespace Caisson.Wasm.Text.Print;

/// <summary>Floating-point numbers, bit by bit: the shortest decimal number that is read as the same, or a NaN with its payload. spec: text-float</summary>
internal static class FloatText
{
    /// <summary>Writes the number that 32 bits stand for.</summary>
    public static void WriteF32(this TextOutput output, uint bits)
    {
        if (TrySpecial(output, bits, FloatFormat.F32)) return;
        output.Write(BitConverter.UInt32BitsToSingle(bits).ToString("R", CultureInfo.InvariantCulture));
    }

    /// <summary>Writes the number that 64 bits stand for.</summary>
    public static void WriteF64(this TextOutput output, ulong bits)
    {
        if (TrySpecial(output, bits, FloatFormat.F64)) return;
        output.Write(BitConverter.UInt64BitsToDouble(bits).ToString("R", CultureInfo.InvariantCulture));
    }

    private static bool TrySpecial(TextOutput output, ulong bits, FloatFormat format)
    {
        ulong magnitude = bits & ~format.Sign;
        if (magnitude < format.Infinity) return false;
        if ((bits & format.Sign) != 0) output.Write('-');
        ulong payload = magnitude - format.Infinity;
        if (payload == 0) output.Write("inf");
        else if (payload == format.QuietBit) output.Write("nan");
        else output.Write(string.Create(CultureInfo.InvariantCulture, $"nan:0x{payload:x}"));
        return true;
    }
}
