using Caisson.Wasm;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Runtime;

/// <summary>
/// The data segments of a snapshot: first as many as the module has, because code names them by index, then more. Those that aren't dropped stay
/// what they are; in the places of the others stand parts of the memories, which are as good as dropped once the snapshot has started, or nothing. spec: binary-datasec
/// </summary>
internal sealed class SnapshotDatas
{
    private readonly Instance _instance;
    private readonly ModuleSyntax _module;
    private readonly List<MemoryPart> _parts;
    private readonly List<Memory> _memories;

    public SnapshotDatas(Instance instance)
    {
        (_instance, _module) = (instance, instance.Module.Syntax);
        _memories = [.. Enumerable.Range(0, _module.Memories.Length).Select(instance.MemoryAt)];
        _parts = MemoryParts.Of(_memories, ImplementationLimits.DataSegments - Enumerable.Range(0, Places).Count(Keeps));
    }

    /// <summary>Places that code may name: without a data count section it names none. spec: valid-data</summary>
    private int Places => _module.DataCount is null ? 0 : _module.Datas.Length;

    /// <summary>Bytes of the memories that the section holds.</summary>
    public long Bytes => _parts.Sum(part => part.End - part.Start);

    /// <summary>Whether a segment of the module is one of the snapshot, too.</summary>
    public bool Keeps(int segment) => segment < Places && !_instance.DataDropped[segment] && _module.Datas[segment].Content.Length > 0;

    public SectionWriter Write()
    {
        SectionWriter section = new();
        int next = 0;
        for (int i = 0; i < Places; i++)
        {
            if (Keeps(i)) Passive(section.Item(), _module.Slice(_module.Datas[i].Content));
            else if (next < _parts.Count) Active(section.Item(), _parts[next++]);
            else Passive(section.Item(), []);
        }
        while (next < _parts.Count) Active(section.Item(), _parts[next++]);
        return section;
    }

    private static void Passive(ByteWriter segment, ReadOnlySpan<byte> content)
    {
        segment.Byte(1);
        segment.Vector(content);
    }

    private void Active(ByteWriter segment, MemoryPart part)
    {
        Memory memory = _memories[part.Memory];
        segment.Byte(part.Memory == 0 ? (byte)0 : (byte)2);
        if (part.Memory != 0) segment.Unsigned((ulong)part.Memory);
        SnapshotConstants.Offset(segment, memory.Type.Is64, (ulong)part.Start);
        segment.Vector(memory.Span(part.Start, (int)(part.End - part.Start)));
    }
}
