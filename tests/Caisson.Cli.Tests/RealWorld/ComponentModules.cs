namespace Caisson.Cli.Tests.RealWorld;

/// <summary>The core modules inside a component, cut out of it.</summary>
internal static class ComponentModules
{
    private const int PreambleBytes = 8;
    private const byte CoreModuleSection = 1, ComponentSection = 4;

    /// <summary>The bytes of each core module, in order, those of nested components among them.</summary>
    public static IEnumerable<byte[]> Of(byte[] component)
    {
        for (int position = PreambleBytes; position < component.Length;)
        {
            byte id = component[position++];
            int length = ReadLength(component, ref position);
            byte[] content = component[position..(position + length)];
            if (id == CoreModuleSection) yield return content;
            if (id == ComponentSection)
                foreach (byte[] module in Of(content)) yield return module;
            position += length;
        }
    }

    private static int ReadLength(byte[] bytes, ref int position)
    {
        int value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[position++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }
}
