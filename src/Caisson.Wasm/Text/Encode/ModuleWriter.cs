using System.Collections.Immutable;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Encode;

/// <summary>Collects the sections of a module in any order and puts them together. Not thread-safe. spec: binary-module</summary>
internal sealed class ModuleWriter
{
    /// <summary>The order of the known sections in a module.</summary>
    public static readonly ImmutableArray<SectionId> Order =
    [
        SectionId.Type, SectionId.Import, SectionId.Function, SectionId.Table, SectionId.Memory, SectionId.Tag, SectionId.Global,
        SectionId.Export, SectionId.Start, SectionId.Element, SectionId.DataCount, SectionId.Code, SectionId.Data,
    ];

    private readonly Dictionary<SectionId, SectionWriter> _sections = Order.ToDictionary(id => id, _ => new SectionWriter());
    private readonly List<(CustomPlacement Placement, string Name, byte[] Content)> _customs = [];

    /// <summary>Index of the start function, if any.</summary>
    public uint? Start { get; set; }

    /// <summary>Whether the module needs a data count section, because an instruction names a data segment.</summary>
    public bool NeedsDataCount { get; set; }

    /// <summary>A section that is a vector; every known one but start and data count.</summary>
    public SectionWriter this[SectionId id] => _sections[id];

    /// <summary>Adds a custom section; those of one place keep their order.</summary>
    public void AddCustom(CustomPlacement placement, string name, byte[] content) => _customs.Add((placement, name, content));

    /// <summary>The module.</summary>
    public byte[] ToArray()
    {
        ByteWriter module = new();
        module.Bytes("\0asm"u8);
        module.Fixed32(1);
        WriteCustoms(module, CustomPlacement.First);
        foreach (SectionId id in Order)
        {
            WriteCustoms(module, CustomPlacement.Before(id));
            WriteSection(module, id);
            WriteCustoms(module, CustomPlacement.After(id));
        }
        WriteCustoms(module, CustomPlacement.Last);
        return module.Written.ToArray();
    }

    private void WriteSection(ByteWriter module, SectionId id)
    {
        switch (id)
        {
            case SectionId.Start when Start is { } start:
                WriteNumber(module, id, start);
                break;
            case SectionId.DataCount when NeedsDataCount:
                WriteNumber(module, id, _sections[SectionId.Data].Count);
                break;
            default:
                _sections[id].WriteTo(module, id);
                break;
        }
    }

    private static void WriteNumber(ByteWriter module, SectionId id, uint number)
    {
        ByteWriter content = new();
        content.Unsigned(number);
        module.Byte((byte)id);
        module.Vector(content.Written);
    }

    private void WriteCustoms(ByteWriter module, CustomPlacement placement)
    {
        foreach ((CustomPlacement at, string name, byte[] bytes) in _customs)
        {
            if (at != placement) continue;
            ByteWriter content = new();
            content.Name(name);
            content.Bytes(bytes);
            module.Byte(0);
            module.Vector(content.Written);
        }
    }
}
