using Caisson.Wasm.Syntax;

namespace Caisson.Components.CanonicalAbi.Fused;

/// <summary>One side of an adapter: its memory, and the functions that allocate in it.</summary>
/// <param name="Memory">Index of the memory.</param>
/// <param name="Type">Its type; null where there is none.</param>
/// <param name="MayLeave">Index of the global that says whether its instance may be left.</param>
/// <param name="Realloc">Index of its allocator; -1 where the host calls that.</param>
/// <param name="CopyUtf8">Index of the function that takes the bytes of a string over from the other side, and checks them.</param>
internal sealed record AdapterSide(int Memory, MemType? Type, int MayLeave, int Realloc, int CopyUtf8)
{
    /// <summary>Index of the function that allocates.</summary>
    public required int Allocate { get; set; }

    /// <summary>Index of the function that takes a string over from the other side.</summary>
    public required int String { get; set; }

    public bool Is64 => Type is { Is64: true };

    public ValType AddressType => Is64 ? ValType.I64 : ValType.I32;
}

/// <summary>What an adapter imports, in order, and the module around its functions. Names and types are those that <see cref="AdapterLinking"/> gives.</summary>
internal sealed class AdapterImports
{
    public const int Returned = 0, ExitRegistered = 1, EndLoan = 2, Trap = 3, Handle = 8, Core = 11;

    public const int Poison = 2, Running = 3, Number = 4, Outer = 5, MayEnter = 6;

    private static readonly FuncType Plain = new([], []);
    private static readonly FuncType Copying = new([ValType.I64, ValType.I64, ValType.I64], []);
    public static readonly FuncType Allocation = new([ValType.I32, ValType.I64], [ValType.I64]);
    public static readonly FuncType Transcoding = new([ValType.I64, ValType.I64], [ValType.I64, ValType.I64]);
    private static readonly FuncType Transfer = new([ValType.I32, ValType.I32], [ValType.I32]);

    private readonly AdapterShape _shape;
    private readonly List<HandleTransfer> _handles = [];
    private readonly List<FuncType> _types = [];

    public AdapterImports(AdapterShape shape)
    {
        _shape = shape;
        int next = Core + 1;
        if (shape.HasPostReturn) PostReturn = next++;
        Caller = new AdapterSide(0, shape.Caller.Memory, 0, shape.Caller.HasRealloc ? next++ : -1, CopyUtf8: 9) { Allocate = 4, String = 6 };
        Callee = new AdapterSide(
            shape.Caller.Memory is null ? 0 : 1, shape.Callee.Memory, 1, shape.Callee.HasRealloc ? next++ : -1, CopyUtf8: 10)
        {
            Allocate = 5,
            String = 7,
        };
        FirstBody = next;
    }

    public int PostReturn { get; }

    public AdapterSide Caller { get; }

    public AdapterSide Callee { get; }

    public IReadOnlyList<HandleTransfer> Handles => _handles;

    /// <summary>Index of the first function of the module itself.</summary>
    public int FirstBody { get; }

    /// <summary>The number by which code asks for a handle to be passed on.</summary>
    public int NumberOf(HandleTransfer handle)
    {
        int known = _handles.IndexOf(handle);
        if (known >= 0) return known;
        _handles.Add(handle);
        return _handles.Count - 1;
    }

    /// <summary>The module.</summary>
    /// <param name="types">Of its functions.</param>
    /// <param name="bodies">Their code; the first is exported.</param>
    public byte[] ToModule(List<FuncType> types, List<CodeWriter> bodies)
    {
        ByteWriter imports = ImportSection();
        var functions = new ByteWriter();
        functions.Unsigned((uint)bodies.Count);
        foreach (FuncType type in types) functions.Unsigned((uint)TypeOf(type));
        var exports = new ByteWriter();
        exports.Unsigned(1);
        exports.Name("call");
        exports.Byte(0);
        exports.Unsigned((uint)FirstBody);
        var code = new ByteWriter();
        code.Unsigned((uint)bodies.Count);
        foreach (CodeWriter body in bodies) body.WriteTo(code);
        var module = new ByteWriter();
        module.Bytes([0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0]);
        Section(module, 1, TypeSection());
        Section(module, 2, imports);
        Section(module, 3, functions);
        Section(module, 7, exports);
        Section(module, 10, code);
        return module.Written.ToArray();
    }

    private ByteWriter ImportSection()
    {
        var all = new List<(string Name, FuncType Type)>
        {
            ("returned", Plain), ("exit-registered", Plain), ("end-loan", Plain), ("trap", new FuncType([ValType.I32], [])),
            ("allocate-caller", Allocation), ("allocate-callee", Allocation), ("string-caller", Transcoding), ("string-callee", Transcoding),
            ("handle", Transfer), ("copy-utf8-caller", Copying), ("copy-utf8-callee", Copying),
            ("core", _shape.CalleeLayout.FlattenForLift(isAsync: false, hasCallback: false)),
        };
        if (_shape.HasPostReturn) all.Add(("post-return", new FuncType(all[Core].Type.Results, [])));
        if (_shape.Caller.HasRealloc) all.Add(("realloc-caller", ReallocOf(Caller)));
        if (_shape.Callee.HasRealloc) all.Add(("realloc-callee", ReallocOf(Callee)));
        int flags = MayEnter + _shape.EnteringCount;
        MemType?[] memories = [_shape.Caller.Memory, _shape.Callee.Memory];
        var section = new ByteWriter();
        section.Unsigned((uint)(all.Count + flags + memories.Count(memory => memory is not null)));
        foreach ((string name, FuncType type) in all)
        {
            Import(section, name, kind: 0);
            section.Unsigned((uint)TypeOf(type));
        }
        if (memories[0] is { } caller) ImportMemory(section, "caller", caller);
        if (memories[1] is { } callee) ImportMemory(section, "callee", callee);
        for (int flag = 0; flag < flags; flag++)
        {
            Import(section, $"flag{flag}", kind: 3);
            section.Type(ValType.I32);
            section.Byte(1);
        }
        return section;
    }

    private static FuncType ReallocOf(AdapterSide side)
    {
        ValType pointer = side.AddressType;
        return new FuncType([pointer, pointer, pointer, pointer], [pointer]);
    }

    private static void ImportMemory(ByteWriter section, string name, MemType type)
    {
        Import(section, name, kind: 2);
        bool hasPageSize = type.PageSizeLog2 != 16;
        section.Byte((byte)((type.Is64 ? 4 : 0) | (hasPageSize ? 8 : 0)));
        section.Unsigned(0);
        if (hasPageSize) section.Unsigned(type.PageSizeLog2);
    }

    private static void Import(ByteWriter section, string name, byte kind)
    {
        section.Name("");
        section.Name(name);
        section.Byte(kind);
    }

    private static void Section(ByteWriter module, byte id, ByteWriter content)
    {
        module.Byte(id);
        module.Sized(content);
    }

    private ByteWriter TypeSection()
    {
        var section = new ByteWriter();
        section.Unsigned((uint)_types.Count);
        foreach (FuncType type in _types)
        {
            section.Byte(0x60);
            section.Unsigned((uint)type.Parameters.Length);
            foreach (ValType parameter in type.Parameters) section.Type(parameter);
            section.Unsigned((uint)type.Results.Length);
            foreach (ValType result in type.Results) section.Type(result);
        }
        return section;
    }

    private int TypeOf(FuncType type)
    {
        int known = _types.FindIndex(other => other.Parameters.SequenceEqual(type.Parameters) && other.Results.SequenceEqual(type.Results));
        if (known >= 0) return known;
        _types.Add(type);
        return _types.Count - 1;
    }
}
