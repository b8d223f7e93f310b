using Caisson.Wasm.Syntax;
using Caisson.Wasm.Validation;

namespace Caisson.Oracle;

/// <summary>The steps of instantiation, in the order of the specification. spec: exec-instantiation</summary>
internal static class Instantiation
{
    public static ModuleInst Instantiate(Store store, Execution execution, ModuleSyntax module, ExternInst[] imports)
    {
        var instance = new ModuleInst(module, new TypeMatcher(module.Types, store.Types));
        Linking.Link(store, instance, imports);
        Allocate(store, execution, instance);
        execution.Run(() =>
        {
            for (int i = 0; i < module.Elems.Length; i++) RunElem(execution, instance, i);
            for (int i = 0; i < module.Datas.Length; i++) RunData(execution, instance, i);
        });
        if (module.Start is { } start) execution.Invoke(instance.Functions[(int)start.Value], []);
        return instance;
    }

    /// <summary>A constant expression sees the functions, and the globals before it. spec: alloc-module, eval-globals</summary>
    private static void Allocate(Store store, Execution execution, ModuleInst instance)
    {
        ModuleSyntax module = instance.Syntax;
        ImportCounts imported = module.ImportCounts;
        for (int i = imported.Functions; i < module.Functions.Length; i++)
            instance.Functions.Add(new WasmFunc(instance, i, module.TypeOf(new((uint)i)), instance.Types.Canonical(module.Functions[i])));
        for (int i = imported.Tags; i < module.Tags.Length; i++)
            instance.Tags.Add(new TagInst(module.FuncTypeAt(module.Tags[i].Type), instance.Types.Canonical(module.Tags[i].Type)));
        for (int i = imported.Memories; i < module.Memories.Length; i++) instance.Memories.Add(new MemInst(store, module.Memories[i]));
        for (int i = imported.Globals; i < module.Globals.Length; i++)
        {
            Val value = execution.Evaluate(instance, module.GlobalInits[i - imported.Globals]);
            instance.Globals.Add(new GlobalInst(module.Globals[i] with { Type = instance.Types.Canonical(module.Globals[i].Type) }, value));
        }
        for (int i = imported.Tables; i < module.Tables.Length; i++)
        {
            ByteRange init = module.TableInits[i - imported.Tables];
            Val value = init.Length == 0 ? Val.Ref(null) : execution.Evaluate(instance, init);
            instance.Tables.Add(new TableInst(store, module.Tables[i] with { Element = instance.Types.Canonical(module.Tables[i].Element) }, value));
        }
        foreach (ElemSegment elem in module.Elems)
        {
            store.Allocate((UInt128)elem.Count * TableInst.ElementBytes);
            instance.Elems.Add(new ElemInst(Elements(execution, instance, elem)));
        }
        foreach (DataSegment data in module.Datas) instance.Datas.Add(new DataInst([.. module.Slice(data.Content)]));
    }

    private static Val[] Elements(Execution execution, ModuleInst instance, ElemSegment elem)
    {
        var values = new Val[elem.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = elem.Functions.IsDefault
                ? execution.Evaluate(instance, elem.Exprs[i])
                : Val.Ref(instance.Functions[(int)elem.Functions[i].Value]);
        }
        return values;
    }

    /// <summary>spec: aux-runelem</summary>
    private static void RunElem(Execution execution, ModuleInst instance, int index)
    {
        ElemSegment elem = instance.Syntax.Elems[index];
        if (elem.Mode == SegmentMode.Active)
        {
            ulong to = execution.Evaluate(instance, elem.OffsetExpr).Bits;
            execution.TableInit(instance.Tables[(int)elem.Table.Value], instance.Elems[index], to, 0, (uint)elem.Count);
        }
        if (elem.Mode != SegmentMode.Passive) instance.Elems[index].Drop();
    }

    /// <summary>spec: aux-rundata</summary>
    private static void RunData(Execution execution, ModuleInst instance, int index)
    {
        DataSegment data = instance.Syntax.Datas[index];
        if (data.Mode != SegmentMode.Active) return;
        ulong to = execution.Evaluate(instance, data.OffsetExpr).Bits;
        execution.MemoryInit(instance.Memories[(int)data.Memory.Value], instance.Datas[index], to, 0, (uint)data.Content.Length);
        instance.Datas[index].Drop();
    }
}
