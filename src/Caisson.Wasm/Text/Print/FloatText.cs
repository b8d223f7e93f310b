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
        float value = BitConverter.UInt32BitsToSingle(bits);
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        output.Write(Means(text, FloatFormat.F32, bits) ? text : value.ToString("E8", CultureInfo.InvariantCulture));
    }

    /// <summary>Writes the number that 64 bits stand for.</summary>
    public static void WriteF64(this TextOutput output, ulong bits)
    {
        if (TrySpecial(output, bits, FloatFormat.F64)) return;
        double value = BitConverter.UInt64BitsToDouble(bits);
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        output.Write(Means(text, FloatFormat.F64, bits) ? text : value.ToString("E16", CultureInfo.InvariantCulture));
    }

    // The shortest text that .NET makes of some powers of two is another number's; with all digits, none is.
    private static bool Means(string text, FloatFormat format, ulong bits) => FloatLiteral.TryParse(text, format, out ulong read) && read == bits;

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
