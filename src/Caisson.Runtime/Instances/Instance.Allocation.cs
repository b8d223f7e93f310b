using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>Puts what an instance imports and defines where <see cref="ContextLayout"/> says that emitted code finds it.</summary>
public sealed unsafe partial class Instance
{
    /// <summary>The numbers go down where the cells do: the last type has the lowest one.</summary>
    private void SetTypes(ContextLayout layout)
    {
        *(nint*)(Context - ContextLayout.TypeRecords) = RuntimeTypes.Base;
        ReadOnlySpan<long> identities = Module.TypeIds.Identities;
        for (int i = 0; i < identities.Length; i++) *(long*)(Context - layout.TypeIdentity(new TypeIdx((uint)i))) = identities[i];
    }

    private void Link(Extern[] imports)
    {
        ContextLayout layout = Module.Layout;
        int functions = 0, tables = 0, memories = 0, globals = 0, tags = 0;
        foreach (Extern import in imports)
        {
            Pin(import);
            switch (import)
            {
                case Function function:
                    Function bound = function.BoundTo(this);
                    if (Group is null && bound.Instance?.Group is not null) bound = bound.Gated;
                    nint* slot = (nint*)(Context - layout.ImportedFunction(functions));
                    slot[0] = bound.EntryPoint();
                    slot[1] = bound.Context;
                    _functions.Add(functions++, bound);
                    break;
                case Table table:
                    *(nint*)(Context - layout.Table(tables)) = table.Cell;
                    _tables[tables++] = table;
                    break;
                case Memory memory:
                    RequireGuardPages(memories, memory.IsGuarded);
                    *(nint*)(Context - layout.Memory(memories)) = memory.Base;
                    _memories[memories++] = memory;
                    break;
                case Global global:
                    *(nint*)(Context - layout.Global(globals)) = global.Cell;
                    _globals[globals++] = global;
                    break;
                case Tag tag:
                    _tags[tags++] = tag;
                    break;
            }
        }
    }

    private void DefineMemory(int index, MemType type, ulong maxBytes, MemoryImage? image)
    {
        bool own = index == 0 && Module.Layout.OwnsMemory0;
        MemoryRegion region = own ? Region : Memory.CreateRegion(type, maxBytes, headerSize: 64);
        RequireGuardPages(index, region.IsGuarded);
        _memories[index] = new Memory(type, region, maxBytes, image);
        *(nint*)(Context - Module.Layout.Memory(index)) = region.Base;
    }

    /// <summary>Emitted code has addresses of what is imported.</summary>
    private static void Pin(Extern import)
    {
        MemoryRegion? home = import switch
        {
            Function function => function.Instance?.Region,
            Table table => table.Home,
            Memory memory => memory.Region,
            Global global => global.Home,
            _ => null,
        };
        if (home is not null) home.IsPinned = true;
    }

    /// <summary>Code that relies on guard pages must not meet a memory that got none, because the address space was used up.</summary>
    private void RequireGuardPages(int memory, bool isGuarded)
    {
        if (Module.Layout.HasGuardPages(memory) && !isGuarded) throw RuntimeErrors.NoAddressSpace();
    }

    private void DefineGlobal(int index, GlobalType type)
    {
        nint cell = Context - Module.Layout.Global(index);
        if (type.Type.IsRef)
        {
            _globals[index] = new Global(type, Module, Region);
            *(nint*)cell = _globals[index].Cell;
        }
        else
        {
            _globals[index] = new Global(type, cell, Region);
        }
    }
}
