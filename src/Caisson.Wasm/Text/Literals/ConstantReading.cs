using Caisson.Wasm.Text.Lexing;

namespace Caisson.Wasm.Text.Literals;

/// <summary>Reads the operands of <c>const</c> instructions; scripts use it for arguments and results, too.</summary>
internal static class ConstantReading
{
    /// <summary>Whether a number comes next.</summary>
    public static bool IsNumber(this TokenReader reader) =>
        reader.Kind is TokenKind.Nat or TokenKind.Int or TokenKind.Float
        || (reader.Kind == TokenKind.Keyword && NumberSyntax.IsSpecialFloat(reader.Text));

    /// <summary>Reads an integer. spec: text-int</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="bits">Its width.</param>
    /// <returns>The bits, zero-extended.</returns>
    public static ulong Integer(this TokenReader reader, int bits)
    {
        if (reader.Kind is not (TokenKind.Nat or TokenKind.Int)) throw reader.Unexpected();
        if (!IntegerLiteral.TryParse(reader.Text, bits, out ulong value)) throw reader.Error(TextErrors.ConstantOutOfRange);
        reader.Next();
        return value;
    }

    /// <summary>Reads a floating-point number; its bits. spec: text-float</summary>
    public static ulong Float(this TokenReader reader, FloatFormat format)
    {
        if (!reader.IsNumber()) throw reader.Unexpected();
        if (!FloatLiteral.TryParse(reader.Text, format, out ulong bits)) throw reader.Error(TextErrors.ConstantOutOfRange);
        reader.Next();
        return bits;
    }

    /// <summary>Reads the shape and the lanes of a vector; its 16 bytes. spec: text-vconst</summary>
    public static byte[] Vector(this TokenReader reader)
    {
        VectorShape shape = VectorShape.Read(reader);
        int start = reader.Position;
        while (reader.IsNumber()) reader.Next();
        if (reader.Position - start != shape.Lanes) throw reader.WrongCount(TextErrors.WrongLaneCount);
        reader.Position = start;
        byte[] vector = new byte[16];
        for (int lane = 0; lane < shape.Lanes; lane++) shape.Write(reader.Lane(shape), vector, lane);
        return vector;
    }

    /// <summary>A list of numbers that has ended too early or too late; unless what ended it is no token of the grammar at all.</summary>
    public static MalformedException WrongCount(this TokenReader reader, string message) =>
        reader.IsUnknownWord ? reader.Unexpected() : reader.Error(message);

    /// <summary>Reads one lane; its bits.</summary>
    public static ulong Lane(this TokenReader reader, VectorShape shape) =>
        shape.Format is { } format ? reader.Float(format) : reader.Integer(shape.Bits);
}
