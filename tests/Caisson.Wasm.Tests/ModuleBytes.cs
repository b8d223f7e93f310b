using System.Globalization;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Wasm.Tests;

/// <summary>
/// Binary modules, byte by byte. Bytes are written as hexadecimal pairs; spaces don't count, and <c>;</c> starts a comment that goes
/// to the end of the line.
/// </summary>
internal sealed class ModuleBytes
{
    private readonly List<byte> _bytes = [0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00];

    /// <summary>Adds a section, with its size.</summary>
    public ModuleBytes Section(SectionId id, params ReadOnlySpan<byte> content)
    {
        _bytes.Add((byte)id);
        _bytes.AddRange(Leb((uint)content.Length));
        _bytes.AddRange(content);
        return this;
    }

    /// <summary>Adds a section, with its size.</summary>
    public ModuleBytes Section(SectionId id, string content) => Section(id, Hex(content));

    /// <summary>Adds a section that is a list.</summary>
    public ModuleBytes Section(SectionId id, IReadOnlyCollection<byte[]> items) =>
        Section(id, [.. Leb((uint)items.Count), .. items.SelectMany(item => item)]);

    /// <summary>Adds the code section, with the sizes of the bodies.</summary>
    public ModuleBytes Code(params IReadOnlyCollection<byte[]> bodies) =>
        Section(SectionId.Code, [.. bodies.Select(body => (byte[])[.. Leb((uint)body.Length), .. body])]);

    public byte[] ToArray() => [.. _bytes];

    public ModuleSyntax Decode(Features features = Features.All) => ModuleDecoder.Decode(ToArray(), features);

    public ModuleValidator Validate(Features features = Features.All) => ModuleValidator.Validate(Decode(features), features);

    public MalformedException Malformed(string message, Features features = Features.All) =>
        Throws<MalformedException>(message, () => Validate(features));

    public InvalidException Invalid(string message, Features features = Features.All) =>
        Throws<InvalidException>(message, () => Validate(features));

    /// <summary>A module with one function, exported as <c>f</c>, and whatever else <paramref name="more"/> adds before the code.</summary>
    public static ModuleBytes Function(string type, string body, string locals = "00", Action<ModuleBytes>? more = null)
    {
        ModuleBytes module = new ModuleBytes().Section(SectionId.Type, $"01 60 {type}").Section(SectionId.Function, "01 00");
        more?.Invoke(module);
        return module.Code([.. Hex(locals), .. Hex(body)]);
    }

    public static byte[] Leb(uint value)
    {
        List<byte> leb = [];
        for (; value >= 0x80; value >>= 7) leb.Add((byte)(value | 0x80));
        leb.Add((byte)value);
        return [.. leb];
    }

    public static byte[] SignedLeb(int value)
    {
        List<byte> leb = [];
        for (; value is < -64 or > 63; value >>= 7) leb.Add((byte)(value | 0x80));
        leb.Add((byte)(value & 0x7F));
        return [.. leb];
    }

    public static byte[] Hex(string text) => [.. text
        .Split('\n')
        .SelectMany(line => string.Concat(line.Split(';')[0].Where(c => !char.IsWhiteSpace(c))).Chunk(2))
        .Select(pair => byte.Parse(pair, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

    public static T Throws<T>(string message, Action action) where T : ModuleException
    {
        T exception = Assert.Throws<T>(action);
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
        Assert.InRange(exception.Offset, 0, int.MaxValue);
        return exception;
    }
}
