using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Encode;

namespace Caisson.Wasm.Text.Print;

/// <summary>
/// The custom sections that are printed as such, by the section that they follow; a section that the text doesn't show, because it is
/// empty, doesn't count. Names and branch hints stand where they belong instead, if that says all of them. Immutable.
/// </summary>
internal sealed class CustomPlaces
{
    private readonly ModuleSyntax _module;
    private readonly Dictionary<SectionId, List<CustomSection>> _places = [];
    private readonly Lazy<bool> _namesData;

    public CustomPlaces(ModuleSyntax module)
    {
        _module = module;
        _namesData = new(NamesData);
        foreach (CustomSection custom in module.CustomSections)
        {
            if (custom.Name == "name" && module.Names.IsComplete) continue;
            if (custom.Name == BranchHints.Name && module.BranchHints.IsComplete) continue;
            SectionId place = LastShown(custom.AfterSection);
            if (!_places.TryGetValue(place, out List<CustomSection>? customs)) _places[place] = customs = [];
            customs.Add(custom);
        }
    }

    /// <summary>The custom sections that follow a section, in order.</summary>
    public IReadOnlyList<CustomSection> After(SectionId id) => _places.TryGetValue(id, out List<CustomSection>? customs) ? customs : [];

    /// <summary>The placement in the text format. spec: text-customplace</summary>
    public static string Keyword(SectionId after) => after switch
    {
        SectionId.Custom => " (before first)",
        SectionId.Type => " (after type)",
        SectionId.Import => " (after import)",
        SectionId.Function => " (after func)",
        SectionId.Table => " (after table)",
        SectionId.Memory => " (after memory)",
        SectionId.Tag => " (after tag)",
        SectionId.Global => " (after global)",
        SectionId.Export => " (after export)",
        SectionId.Start => " (after start)",
        SectionId.Element => " (after elem)",
        SectionId.DataCount => " (after datacount)",
        SectionId.Code => " (after code)",
        _ => " (after data)",
    };

    private SectionId LastShown(SectionId after)
    {
        for (int i = ModuleWriter.Order.IndexOf(after); i >= 0; i--)
        {
            if (IsShown(ModuleWriter.Order[i])) return ModuleWriter.Order[i];
        }
        return SectionId.Custom;
    }

    private bool IsShown(SectionId id) => id switch
    {
        SectionId.Type => !_module.Types.IsEmpty,
        SectionId.Import => !_module.Imports.IsEmpty,
        SectionId.Function or SectionId.Code => !_module.Code.IsEmpty,
        SectionId.Table => _module.Tables.Length > _module.ImportCounts.Tables,
        SectionId.Memory => _module.Memories.Length > _module.ImportCounts.Memories,
        SectionId.Tag => _module.Tags.Length > _module.ImportCounts.Tags,
        SectionId.Global => _module.Globals.Length > _module.ImportCounts.Globals,
        SectionId.Export => !_module.Exports.IsEmpty,
        SectionId.Start => _module.Start is not null,
        SectionId.Element => !_module.Elems.IsEmpty,
        SectionId.DataCount => _namesData.Value,
        _ => !_module.Datas.IsEmpty,
    };

    /// <summary>Whether any instruction names a data segment, so that the parser writes a data count section.</summary>
    private bool NamesData()
    {
        foreach (ByteRange body in Expressions())
        {
            InstructionReader reader = new(_module.Bytes.Span, body);
            Instruction instruction = default;
            while (reader.Read(ref instruction))
            {
                if (instruction.Opcode.Immediates is ImmediateKind.Data or ImmediateKind.DataMem or ImmediateKind.TypeData) return true;
            }
        }
        return false;
    }

    private IEnumerable<ByteRange> Expressions() =>
    [
        .. _module.Code.Select(body => body.Instructions), .. _module.TableInits, .. _module.GlobalInits,
        .. _module.Elems.SelectMany(elem => elem.Exprs.IsDefault ? [elem.OffsetExpr] : elem.Exprs.Append(elem.OffsetExpr)),
        .. _module.Datas.Select(data => data.OffsetExpr),
    ];
}
