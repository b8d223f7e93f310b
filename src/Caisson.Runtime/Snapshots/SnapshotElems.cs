using System.Collections.Immutable;
using Caisson.Wasm;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Runtime;

/// <summary>
/// The element segments of a snapshot, placed as <see cref="SnapshotDatas"/> places those of data; a part of a table takes only the place of a segment of its
/// type, which code that names it was validated with. spec: binary-elemsec
/// </summary>
internal sealed class SnapshotElems
{
    private static readonly ValType OfIndices = ValType.Ref(false, HeapType.Func);

    private readonly Instance _instance;
    private readonly ModuleSyntax _module;
    private readonly SnapshotConstants _constants;

    public SnapshotElems(Instance instance, SnapshotConstants constants) =>
        (_instance, _module, _constants) = (instance, instance.Module.Syntax, constants);

    /// <summary>Whether a segment of the module is one of the snapshot, too.</summary>
    public bool Keeps(int segment) => _instance.Elems[segment] is { Length: > 0 };

    /// <summary>Writes all but the functions that only code refers to: see <see cref="Declare"/>.</summary>
    public SectionWriter Write()
    {
        SectionWriter section = new();
        Queue<TablePart> parts = new(Parts());
        for (int i = 0; i < _module.Elems.Length; i++)
        {
            if (Keeps(i)) Keep(section.Item(), i);
            else if (parts.TryPeek(out TablePart part) && TypeOf(part) == _module.Elems[i].Type) Active(section.Item(), parts.Dequeue());
            else Empty(section.Item(), _module.Elems[i]);
        }
        while (parts.TryDequeue(out TablePart part)) Active(section.Item(), part);
        return section;
    }

    /// <summary>Adds a segment that only declares functions.</summary>
    public static void Declare(SectionWriter section, IReadOnlyCollection<uint> functions)
    {
        if (functions.Count == 0) return;
        ByteWriter segment = section.Item();
        segment.Byte(3);
        segment.Byte(0);
        segment.Unsigned((ulong)functions.Count);
        foreach (uint function in functions) segment.Unsigned(function);
    }

    private List<TablePart> Parts()
    {
        List<TablePart> parts = [];
        for (int i = 0; i < _module.Tables.Length; i++) AddParts(parts, i);
        if (parts.Count + _module.Elems.Length < ImplementationLimits.ElemSegments) return parts;
        return [.. parts.GroupBy(part => part.Table).Select(table => new TablePart(table.Key, table.First().Start, table.Last().End, AsIndices: false))];
    }

    /// <summary>What isn't null: null is what a table begins with.</summary>
    private void AddParts(List<TablePart> parts, int index)
    {
        Table table = _instance.TableAt(index);
        ReadOnlySpan<object?> elements = table.Elements;
        bool asIndices = table.DeclaredType.Element.Heap == HeapType.Func;
        for (int end = 0; elements[end..].IndexOfAnyExcept((object?)null) is >= 0 and int nulls;)
        {
            int start = end + nulls;
            int used = elements[start..].IndexOf((object?)null);
            end = used < 0 ? elements.Length : start + used;
            parts.Add(new TablePart(index, start, end, asIndices));
        }
    }

    private ValType TypeOf(TablePart part) => part.AsIndices ? OfIndices : _module.Tables[part.Table].Element;

    private void Keep(ByteWriter segment, int index)
    {
        if (_instance.Elems[index]!.Any(value => value is WasmStruct or WasmArray)) throw SnapshotErrors.MutableSegment(index);
        ElemSegment elem = _module.Elems[index];
        foreach (FuncIdx function in elem.Functions.IsDefault ? [] : elem.Functions) _constants.Declared.Add(function.Value);
        foreach (ByteRange expression in elem.Exprs.IsDefault ? [] : elem.Exprs) SnapshotConstants.AddFunctions(_constants.Declared, _module, expression);
        int start = _module.OffsetOf(SectionId.Element, index);
        int end = index + 1 < _module.Elems.Length ? _module.OffsetOf(SectionId.Element, index + 1) : _module.SectionAt(SectionId.Element).End;
        segment.Bytes(_module.Slice(new ByteRange(start, end - start)));
    }

    /// <summary>A segment that has been dropped: without elements, in the form that the module has it in, so that no feature is used that the module doesn't use.</summary>
    private void Empty(ByteWriter segment, ElemSegment elem)
    {
        bool asIndices = !elem.Functions.IsDefault;
        if (elem.Mode == SegmentMode.Active)
        {
            Head(segment, (int)elem.Table.Value, 0, asIndices, elem.Type);
        }
        else
        {
            segment.Byte(asIndices ? (byte)1 : (byte)5);
            Kind(segment, asIndices, elem.Type);
        }
        segment.Byte(0);
    }

    private void Active(ByteWriter segment, TablePart part)
    {
        ReadOnlySpan<object?> elements = _instance.TableAt(part.Table).Elements[part.Start..part.End];
        ValType type = TypeOf(part);
        Head(segment, part.Table, (ulong)part.Start, part.AsIndices, type);
        segment.Unsigned((ulong)elements.Length);
        for (int i = 0; i < elements.Length; i++)
        {
            if (part.AsIndices && _constants.IndexOf(elements[i]) is { } index) segment.Unsigned(index);
            else if (part.AsIndices || !_constants.TryReference(segment, type, elements[i]))
                throw SnapshotErrors.Uncapturable($"element {part.Start + i} of {SnapshotErrors.Place(_module, ExternKind.Table, part.Table)}", elements[i]);
        }
    }

    private void Head(ByteWriter segment, int table, ulong offset, bool asIndices, ValType type)
    {
        bool isShort = table == 0 && (asIndices || type == ValType.FuncRef);
        segment.Byte((byte)((asIndices ? 0 : 4) | (isShort ? 0 : 2)));
        if (!isShort) segment.Unsigned((ulong)table);
        SnapshotConstants.Offset(segment, _module.Tables[table].Is64, offset);
        if (!isShort) Kind(segment, asIndices, type);
    }

    private static void Kind(ByteWriter segment, bool asIndices, ValType type)
    {
        if (asIndices) segment.Byte(0);
        else segment.ValType(type);
    }

    /// <summary>Elements of a table.</summary>
    /// <param name="Table">Index of the table.</param>
    /// <param name="Start">The first element.</param>
    /// <param name="End">After the last element.</param>
    /// <param name="AsIndices">Whether they are written as function indices, not as expressions.</param>
    private readonly record struct TablePart(int Table, int Start, int End, bool AsIndices);
}
