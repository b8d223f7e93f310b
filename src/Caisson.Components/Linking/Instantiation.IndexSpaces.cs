using System.Diagnostics;
using Caisson.Components.Syntax;
using Caisson.Components.Types;
using Caisson.Runtime;

namespace Caisson.Components.Linking;

/// <summary>Index spaces of an instance while it is made. spec: sort</summary>
internal sealed partial class Instantiation
{
    private LinkedItem At(Sort sort, uint index) => sort switch
    {
        Sort.CoreModule => new LinkedModule(_modules[(int)index]),
        Sort.Func => new LinkedFunction(_funcs[(int)index]),
        Sort.Type => TypeAt(index),
        Sort.Component => _components[(int)index],
        Sort.Instance => _instances[(int)index],
        _ => throw new UnreachableException(),
    };

    private LinkedItem TypeAt(uint index) =>
        Valid.Types[(int)index] is ResourceType resource ? new LinkedResource(State.ResourceOf(resource)) : new LinkedType(Valid.Types[(int)index], State);

    private Extern CoreAt(Sort sort, uint index) => sort switch
    {
        Sort.CoreFunc => _coreFuncs[(int)index],
        Sort.CoreTable => _coreTables[(int)index],
        Sort.CoreMemory => _coreMemories[(int)index],
        Sort.CoreGlobal => _coreGlobals[(int)index],
        Sort.CoreTag => _coreTags[(int)index],
        _ => throw new UnreachableException(),
    };

    private void Add(Sort sort, LinkedItem item)
    {
        switch (sort, item)
        {
            case (_, LinkedModule module):
                _modules.Add(module.Module);
                break;
            case (_, LinkedFunction function):
                _funcs.Add(function.Function);
                break;
            case (_, LinkedInstance instance):
                AddInstance(instance);
                break;
            case (_, LinkedComponent component):
                _components.Add(component);
                break;
            default:
                // Types have been resolved.
                if (Valid.Types[_nextType++] is ResourceType resource && item is LinkedResource linked) State.Define(resource, linked.Resource);
                break;
        }
    }

    private void AddCore(Extern external)
    {
        switch (external)
        {
            case Function function:
                _coreFuncs.Add(function);
                break;
            case Table table:
                _coreTables.Add(table);
                break;
            case Memory memory:
                _coreMemories.Add(memory);
                break;
            case Global global:
                _coreGlobals.Add(global);
                break;
            default:
                _coreTags.Add((Tag)external);
                break;
        }
    }

    private static Sort SortOf(ExternTypeSyntax type) => type is IndexedExternSyntax indexed ? indexed.Sort : Sort.Type;
}
