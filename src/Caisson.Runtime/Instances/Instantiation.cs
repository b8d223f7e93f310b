using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>Makes an instance, step by step. spec: exec-instantiation</summary>
internal static class Instantiation
{
    public static Instance Instantiate(Module module, Extern[] imports, Action<Instance>? created)
    {
        MemoryImage? image = module.InitialMemory.Next();
        var instance = new Instance(module, imports, image is null ? null : FirstOf(module.Syntax, image));
        created?.Invoke(instance);

        // Filling the tables of others is as much as calling their functions.
        instance.Group?.Enter();
        try
        {
            Initialize(instance, image is not null);
        }
        finally
        {
            instance.Group?.Leave();
        }
        return instance;
    }

    /// <summary>Makes an instance that begins with an image: to be given the rest of it by <see cref="InstanceReset"/> once all are there that it is linked to. No code of it runs.</summary>
    public static Instance FromImage(Module module, Imports imports, InstanceImage image, Action<Instance> created)
    {
        var instance = new Instance(module, Linking.Resolve(module, imports), image.Memories);
        created(instance);
        return instance;
    }

    private static void Initialize(Instance instance, bool hasImage)
    {
        var constants = new ConstantEvaluator(instance);
        InitializeGlobals(instance, constants);
        InitializeTables(instance, constants);
        EvaluateElems(instance, constants);
        CopyActiveElems(instance, constants);
        CopyActiveDatas(instance, constants, hasImage);
        if (instance.Module.Syntax.Start is { } start) instance.FunctionAt((int)start.Value).Invoke();
    }

    private static MemoryImage?[] FirstOf(ModuleSyntax syntax, MemoryImage image)
    {
        var memories = new MemoryImage?[syntax.Memories.Length];
        memories[0] = image;
        return memories;
    }

    private static void InitializeGlobals(Instance instance, ConstantEvaluator constants)
    {
        ModuleSyntax syntax = instance.Module.Syntax;
        for (int i = 0; i < syntax.GlobalInits.Length; i++)
            instance.GlobalAt(syntax.ImportCounts.Globals + i).Store(constants.Evaluate(syntax.GlobalInits[i]));
    }

    private static void InitializeTables(Instance instance, ConstantEvaluator constants)
    {
        ModuleSyntax syntax = instance.Module.Syntax;
        for (int i = 0; i < syntax.TableInits.Length; i++)
        {
            if (syntax.TableInits[i].Length == 0) continue;
            object? initial = constants.Evaluate(syntax.TableInits[i]).AsReference();
            instance.TableAt(syntax.ImportCounts.Tables + i).Elements.Fill(initial);
        }
    }

    private static void EvaluateElems(Instance instance, ConstantEvaluator constants)
    {
        ModuleSyntax syntax = instance.Module.Syntax;
        for (int i = 0; i < syntax.Elems.Length; i++)
        {
            ElemSegment elem = syntax.Elems[i];
            var values = new object?[elem.Count];
            for (int j = 0; j < values.Length; j++)
            {
                values[j] = elem.Functions.IsDefault
                    ? constants.Evaluate(elem.Exprs[j]).AsReference()
                    : instance.FunctionAt((int)elem.Functions[j].Value);
            }
            instance.Elems[i] = values;
        }
    }

    private static void CopyActiveElems(Instance instance, ConstantEvaluator constants)
    {
        ModuleSyntax syntax = instance.Module.Syntax;
        for (int i = 0; i < syntax.Elems.Length; i++)
        {
            ElemSegment elem = syntax.Elems[i];
            if (elem.Mode == SegmentMode.Active)
            {
                object?[] values = instance.Elems[i]!;
                Table table = instance.TableAt((int)elem.Table.Value);
                using Lock.Scope turn = table.Write();
                values.CopyTo(table.Range(constants.EvaluateAddress(elem.OffsetExpr), (ulong)values.Length));
            }
            if (elem.Mode != SegmentMode.Passive) instance.Elems[i] = null;
        }
    }

    private static void CopyActiveDatas(Instance instance, ConstantEvaluator constants, bool hasImage)
    {
        if (hasImage && instance.Module.InitialMemory.HasAllSegments)
        {
            for (int i = 0; i < instance.DataDropped.Length; i++) instance.DataDropped[i] = true;
            return;
        }
        ModuleSyntax syntax = instance.Module.Syntax;
        for (int i = 0; i < syntax.Datas.Length; i++)
        {
            DataSegment data = syntax.Datas[i];
            if (data.Mode != SegmentMode.Active) continue;
            instance.DataDropped[i] = true;
            if (hasImage && InitialMemory.IsInitial(data)) continue;
            instance.MemoryAt((int)data.Memory.Value).Write((long)constants.EvaluateAddress(data.OffsetExpr), syntax.Slice(data.Content));
        }
    }
}
