using System.Text;

namespace Caisson.Cli.Inspection;

/// <summary>Lists the sections of bytes that the decoder has accepted, so that no length needs checking again. spec: binary-section</summary>
internal static class SectionScan
{
    private const int Preamble = 8;

    private static readonly string[] CoreNames =
        ["custom", "type", "import", "function", "table", "memory", "global", "export", "start", "element", "code", "data", "data count", "tag"];

    private static readonly string[] ComponentNames =
        ["custom", "core module", "core instance", "core type", "component", "instance", "alias", "type", "canon", "start", "import", "export", "value"];

    /// <summary>The sections, in order.</summary>
    /// <param name="bytes">A module or component.</param>
    /// <param name="component">Which of the two.</param>
    public static IReadOnlyList<SectionReport> Of(ReadOnlySpan<byte> bytes, bool component)
    {
        string[] names = component ? ComponentNames : CoreNames;
        List<SectionReport> sections = [];
        int position = Preamble;
        while (position < bytes.Length)
        {
            byte id = bytes[position++];
            if (!TryReadU32(bytes, ref position, out int size) || size > bytes.Length - position) break;
            string name = id < names.Length ? names[id] : $"section {id}";
            if (id == 0) name = $"custom \"{CustomName(bytes.Slice(position, size))}\"";
            sections.Add(new SectionReport(name, position, size));
            position += size;
        }

        return sections;
    }

    private static string CustomName(ReadOnlySpan<byte> content)
    {
        int position = 0;
        return TryReadU32(content, ref position, out int length) && length <= content.Length - position
            ? Encoding.UTF8.GetString(content.Slice(position, length))
            : "";
    }

    private static bool TryReadU32(ReadOnlySpan<byte> bytes, ref int position, out int value)
    {
        ulong result = 0;
        for (int shift = 0; shift < 35 && position < bytes.Length; shift += 7)
        {
            byte next = bytes[position++];
            result |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                value = (int)result;
                return result <= int.MaxValue;
            }
        }

        value = 0;
        return false;
    }
}
