using Caisson.Wasm;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Runtime;

/// <summary>
/// Puts a snapshot together: the sections that hold state are written anew, the others copied, so that what custom sections say about code stays true. Used once.
/// spec: binary-module
/// </summary>
internal sealed class SnapshotWriter
{
    /// <summary>It tells positions in the file, where nothing stands any more where it stood.</summary>
    private const string SourceMap = "sourceMappingURL";

    private readonly Instance _instance;
    private readonly ModuleSyntax _module;
    private readonly SnapshotConstants _constants;
    private readonly SnapshotDatas _datas;
    private readonly SnapshotElems _elems;
    private readonly List<Export> _exports;

    /// <summary>Checks what can be checked before anything is written.</summary>
    /// <exception cref="SnapshotException">The module imports state, or has too much of it.</exception>
    /// <exception cref="ArgumentException">The options don't fit the module.</exception>
    public SnapshotWriter(Instance instance, SnapshotOptions options)
    {
        (_instance, _module) = (instance, instance.Module.Syntax);
        RequireOwnState(_module);
        _exports = SnapshotExports.Of(_module, options);
        _constants = new SnapshotConstants(instance);
        _datas = new SnapshotDatas(instance);
        _elems = new SnapshotElems(instance, _constants);
    }

    public byte[] Write()
    {
        // 1. State.
        SectionWriter tables = Tables(), memories = Memories(), globals = Globals(), elems = _elems.Write(), datas = _datas.Write();

        // 2. Functions that code makes references of: something outside of code must name them.
        HashSet<uint> undeclared = FunctionsInCode();
        undeclared.ExceptWith(_constants.Declared);
        undeclared.ExceptWith(_exports.Where(export => export.Kind == ExternKind.Func).Select(export => export.Index));
        SnapshotElems.Declare(elems, [.. undeclared.Order()]);

        // 3. All sections, in their order.
        RequireAtMost(elems.Count, ImplementationLimits.ElemSegments, "element");
        RequireAtMost(datas.Count, ImplementationLimits.DataSegments, "data");
        long size = _module.Bytes.Length + _datas.Bytes + elems.Items.Length;
        if (size > ImplementationLimits.ModuleSize) throw SnapshotErrors.TooLarge(size);
        ByteWriter module = new();
        module.Bytes("\0asm"u8);
        module.Fixed32(1);
        Customs(module, SectionId.Custom);
        foreach (SectionId id in ModuleWriter.Order)
        {
            switch (id)
            {
                case SectionId.Table: tables.WriteTo(module, id); break;
                case SectionId.Memory: memories.WriteTo(module, id); break;
                case SectionId.Global: globals.WriteTo(module, id); break;
                case SectionId.Export: SnapshotExports.Write(_exports).WriteTo(module, id); break;
                case SectionId.Start: break;
                case SectionId.Element: elems.WriteTo(module, id); break;
                case SectionId.DataCount: DataCount(module, datas.Count); break;
                case SectionId.Data: datas.WriteTo(module, id); break;
                default: Copy(module, id); break;
            }
            Customs(module, id);
        }
        return module.Written.ToArray();
    }

    /// <summary>Checks that a module imports nothing that changes: it would have to be captured with whoever owns it.</summary>
    /// <exception cref="SnapshotException">It does: each one is named.</exception>
    public static void RequireOwnState(ModuleSyntax module)
    {
        string[] state = [.. module.Imports.Where(IsState).Select(import => $"  \"{import.Module}\" \"{import.Name}\": {ExternType.At(module, import.Kind, import.Index)}")];
        if (state.Length > 0) throw SnapshotErrors.ImportedState(state);

        bool IsState(Import import) =>
            import.Kind is ExternKind.Mem or ExternKind.Table || (import.Kind == ExternKind.Global && module.Globals[(int)import.Index].Mutable);
    }

    private static void RequireAtMost(uint count, int most, string kind)
    {
        if (count > most) throw SnapshotErrors.TooManySegments(kind, count, most);
    }

    /// <summary>As large as they are by now; what is in them is in segments. spec: binary-tablesec</summary>
    private SectionWriter Tables()
    {
        SectionWriter section = new();
        for (int i = 0; i < _module.Tables.Length; i++)
        {
            Table table = _instance.TableAt(i);
            ByteWriter item = section.Item();
            if (table.DeclaredType.Element.Nullable)
            {
                item.TableType(table.Type);
                continue;
            }
            item.Byte(0x40);
            item.Byte(0);
            item.TableType(table.Type);
            if (table.Length == 0) CopyExpression(item, _module.TableInits[i]);
            else if (!_constants.TryReference(item, table.DeclaredType.Element, table.Elements[0]))
                throw SnapshotErrors.Uncapturable($"element 0 of {SnapshotErrors.Place(_module, ExternKind.Table, i)}", table.Elements[0]);
        }
        return section;
    }

    /// <summary>spec: binary-memsec</summary>
    private SectionWriter Memories()
    {
        SectionWriter section = new();
        for (int i = 0; i < _module.Memories.Length; i++) section.Item().MemType(_instance.MemoryAt(i).Type);
        return section;
    }

    /// <summary>spec: binary-globalsec</summary>
    private SectionWriter Globals()
    {
        SectionWriter section = new();
        int imported = _module.ImportCounts.Globals;
        for (int i = imported; i < _module.Globals.Length; i++)
        {
            GlobalType type = _module.Globals[i];
            Value value = _instance.GlobalAt(i).Load();
            ByteRange initializer = _module.GlobalInits[i - imported];
            ByteWriter item = section.Item();
            item.GlobalType(type);
            if (!type.Type.IsRef) SnapshotConstants.Number(item, value);
            else if (IsImportedConstant(type, initializer)) CopyExpression(item, initializer);
            else if (!_constants.TryReference(item, type.Type, value.AsReference()))
                throw SnapshotErrors.Uncapturable(SnapshotErrors.Place(_module, ExternKind.Global, i), value.AsReference());
        }
        return section;
    }

    /// <summary>Whether a constant is that of an import: who instantiates the snapshot gives it again.</summary>
    private bool IsImportedConstant(GlobalType type, ByteRange initializer)
    {
        if (type.Mutable) return false;
        var reader = new Wasm.Binary.InstructionReader(_module.Bytes.Span, initializer);
        Instruction first = default;
        return reader.Read(ref first) && first.Opcode == Opcode.GlobalGet && first.Index < (uint)_module.ImportCounts.Globals;
    }

    private void CopyExpression(ByteWriter item, ByteRange expression)
    {
        SnapshotConstants.AddFunctions(_constants.Declared, _module, expression);
        item.Bytes(_module.Slice(expression));
    }

    /// <summary>spec: syntax-undeclared</summary>
    private HashSet<uint> FunctionsInCode()
    {
        HashSet<uint> functions = [];
        foreach (CodeBody body in _module.Code) SnapshotConstants.AddFunctions(functions, _module, body.Instructions);
        return functions;
    }

    private void DataCount(ByteWriter module, uint count)
    {
        if (_module.DataCount is null) return;
        ByteWriter content = new();
        content.Unsigned(count);
        module.Byte((byte)SectionId.DataCount);
        module.Vector(content.Written);
    }

    private void Copy(ByteWriter module, SectionId id)
    {
        ByteRange content = _module.SectionAt(id);
        if (content.Length == 0) return;
        module.Byte((byte)id);
        module.Vector(_module.Slice(content));
    }

    private void Customs(ByteWriter module, SectionId after)
    {
        foreach (CustomSection custom in _module.CustomSections.Where(custom => custom.AfterSection == after && custom.Name != SourceMap))
        {
            ByteWriter content = new();
            content.Name(custom.Name);
            content.Bytes(custom.Name == "name" ? SnapshotNames.Write(_module, custom, _elems.Keeps, _datas.Keeps) : _module.Slice(custom.Content));
            module.Byte(0);
            module.Vector(content.Written);
        }
    }
}
