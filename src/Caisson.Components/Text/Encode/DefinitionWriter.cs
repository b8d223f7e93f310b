using Caisson.Wasm.Text.Encode;

namespace Caisson.Components.Text.Encode;

/// <summary>Where the definitions of a scope go, in order. Not thread-safe.</summary>
internal abstract class DefinitionWriter
{
    /// <summary>Adds a definition.</summary>
    public abstract void Add(ComponentSection section, ReadOnlySpan<byte> definition);
}

/// <summary>A component: definitions of one section that follow each other share it. spec: component</summary>
internal sealed class ComponentWriter : DefinitionWriter
{
    private const byte Custom = 0;
    private const byte CoreModule = 1;
    private const byte Component = 4;
    private const byte Start = 9;

    private readonly ByteWriter _component = new();
    private readonly ByteWriter _items = new();
    private ComponentSection _section;
    private uint _count;

    public ComponentWriter()
    {
        _component.Bytes("\0asm"u8);
        _component.Bytes([0x0D, 0, 1, 0]);
    }

    /// <inheritdoc/>
    public override void Add(ComponentSection section, ReadOnlySpan<byte> definition)
    {
        if (section != _section) Flush();
        _section = section;
        _items.Bytes(definition);
        _count++;
    }

    /// <summary>Adds a core module.</summary>
    public void AddCoreModule(ReadOnlySpan<byte> module) => AddSection(CoreModule, module);

    /// <summary>Adds a component.</summary>
    public void AddComponent(ReadOnlySpan<byte> component) => AddSection(Component, component);

    /// <summary>Adds a start definition.</summary>
    public void AddStart(ReadOnlySpan<byte> start) => AddSection(Start, start);

    /// <summary>Adds a custom section.</summary>
    public void AddCustom(string name, ReadOnlySpan<byte> content)
    {
        ByteWriter section = new();
        section.Name(name);
        section.Bytes(content);
        AddSection(Custom, section.Written);
    }

    /// <summary>The component.</summary>
    public byte[] ToArray()
    {
        Flush();
        return _component.Written.ToArray();
    }

    private void AddSection(byte id, ReadOnlySpan<byte> content)
    {
        Flush();
        _component.Byte(id);
        _component.Vector(content);
    }

    private void Flush()
    {
        if (_count == 0) return;
        ByteWriter count = new();
        count.Unsigned(_count);
        _component.Byte((byte)_section);
        _component.Unsigned((ulong)(count.Length + _items.Length));
        _component.Bytes(count.Written);
        _component.Bytes(_items.Written);
        _items.Truncate(0);
        (_section, _count) = (ComponentSection.None, 0);
    }
}

/// <summary>The type of a component, an instance or a core module: a vector of declarations. spec: componentdecl, core:moduledecl</summary>
/// <param name="coreTypeCode">The code of core types, which isn't the same in all of them.</param>
internal sealed class DeclarationWriter(byte coreTypeCode) : DefinitionWriter
{
    private readonly SectionWriter _declarations = new();

    /// <inheritdoc/>
    public override void Add(ComponentSection section, ReadOnlySpan<byte> definition) => Add(
        section switch
        {
            ComponentSection.CoreType => coreTypeCode,
            ComponentSection.Type => 1,
            ComponentSection.Alias => 2,
            ComponentSection.Import => 3,
            ComponentSection.Export => 4,
            _ => throw new ArgumentOutOfRangeException(nameof(section)),
        },
        definition);

    /// <summary>Adds a declaration of any code.</summary>
    public void Add(byte code, ReadOnlySpan<byte> declaration)
    {
        ByteWriter item = _declarations.Item();
        item.Byte(code);
        item.Bytes(declaration);
    }

    /// <summary>The declarations with their number.</summary>
    public byte[] ToArray() => _declarations.ToArray();
}
