using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Oracle;

/// <summary>A module with all that its indices refer to, imports first. spec: syntax-moduleinst</summary>
internal sealed class ModuleInst(ModuleSyntax syntax, TypeMatcher types)
{
    public ModuleSyntax Syntax { get; } = syntax;

    /// <summary>Turns type indices of the module into numbers of the store.</summary>
    public TypeMatcher Types { get; } = types;

    public List<FuncInst> Functions { get; } = [];

    public List<TableInst> Tables { get; } = [];

    public List<MemInst> Memories { get; } = [];

    public List<GlobalInst> Globals { get; } = [];

    public List<TagInst> Tags { get; } = [];

    public List<ElemInst> Elems { get; } = [];

    public List<DataInst> Datas { get; } = [];

    /// <summary>What is exported under a name, or null. spec: syntax-exportinst</summary>
    public ExternInst? Export(string name)
    {
        foreach (Export export in Syntax.Exports)
            if (export.Name == name) return At(export.Kind, (int)export.Index);
        return null;
    }

    private ExternInst At(ExternKind kind, int index) => kind switch
    {
        ExternKind.Func => Functions[index],
        ExternKind.Table => Tables[index],
        ExternKind.Mem => Memories[index],
        ExternKind.Global => Globals[index],
        _ => Tags[index],
    };
}
