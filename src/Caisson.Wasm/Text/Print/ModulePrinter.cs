using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Text.Print;

/// <summary>Writes the fields of a module, in the order of the binary sections. Used for one module, by one thread. spec: text-module</summary>
internal sealed partial class ModulePrinter
{
    private readonly ModuleSyntax _module;
    private readonly TextOutput _output;
    private readonly PrintOptions _options;
    private readonly ModuleNames _names;
    private readonly TypeText _types;
    private readonly InstructionText _text;
    private readonly FlatBody _flat;
    private readonly FoldedBody _folded;
    private readonly CustomPlaces _customs;

    public ModulePrinter(ModuleSyntax module, TextOutput output, PrintOptions options)
    {
        (_module, _output, _options) = (module, output, options);
        _names = new ModuleNames(module);
        _types = new TypeText(_names.Types, _names.Fields, FindType, output);
        _text = new InstructionText(_names, _types, output);
        _flat = new FlatBody(module, _text, output);
        _folded = new FoldedBody(module, _text, output);
        _customs = new CustomPlaces(module);
    }

    /// <summary>Writes the module.</summary>
    public void Print()
    {
        _output.Write("(module");
        ModuleName();
        _output.Depth++;
        Fields();
        _output.Depth--;
        _output.Line();
        _output.Write(")\n");
    }

    /// <summary>Its name, as far as identifiers and annotations say it.</summary>
    public string? Name => _names.Module;

    /// <summary>Writes the fields of the module, each on lines of its own.</summary>
    public void Fields()
    {
        Customs(SectionId.Custom);
        Types();
        Customs(SectionId.Type);
        Imports();
        Customs(SectionId.Import);
        Customs(SectionId.Function);
        Tables();
        Customs(SectionId.Table);
        Memories();
        Customs(SectionId.Memory);
        Tags();
        Customs(SectionId.Tag);
        Globals();
        Customs(SectionId.Global);
        Exports();
        Customs(SectionId.Export);
        Start();
        Customs(SectionId.Start);
        Elems();
        Customs(SectionId.Element);
        Customs(SectionId.DataCount);
        Functions();
        Customs(SectionId.Code);
        Datas();
        Customs(SectionId.Data);
    }

    private void ModuleName()
    {
        if (_names.Module is { } name) Identifiers.WriteOnly(_output, name);
    }

    private CompType? FindType(uint index) => index < _module.Types.Length ? _module.Types[(int)index].Comp : null;

    /// <summary>Begins a field, with its identifier and its index.</summary>
    private void Begin(string keyword, Identifiers space, uint index)
    {
        _output.Line();
        _output.Write('(');
        _output.Write(keyword);
        space.DefineNumbered(_output, index);
    }

    private void End() => _output.Write(')');

    /// <summary>Writes the custom sections that follow a known one. spec: text-customannot</summary>
    private void Customs(SectionId after)
    {
        foreach (CustomSection custom in _customs.After(after))
        {
            _output.Line();
            _output.Write("(@custom ");
            _output.WriteName(custom.Name);
            _output.Write(CustomPlaces.Keyword(after));
            _output.Write(' ');
            _output.WriteString(_module.Slice(custom.Content));
            End();
        }
    }
}
