using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

/// <summary>All of a module but its function bodies, in the order in which one definition may see another. spec: valid-module</summary>
internal static class DefinitionValidator
{
    public static void Validate(ModuleContext context)
    {
        ModuleSyntax module = context.Module;
        TypeValidator.Validate(context);
        FunctionValidator constants = new(context);
        ValidateImports(context);
        ValidateFunctions(context);
        ValidateTags(context);
        ValidateMemories(context);
        context.VisibleGlobals = module.ImportCounts.Globals;
        ValidateTables(context, constants);
        ValidateGlobals(context, constants);
        SegmentValidator.Validate(context, constants);
        ValidateExports(context);
        ValidateStart(context);
    }

    /// <summary>spec: valid-import</summary>
    private static void ValidateImports(ModuleContext context)
    {
        ModuleSyntax module = context.Module;
        foreach (Import import in module.Imports)
        {
            Place at = new(import.Offset);
            int index = (int)import.Index;
            switch (import.Kind)
            {
                case ExternKind.Func: context.FuncType(module.Functions[index].Value, at); break;
                case ExternKind.Table: CheckTableType(context, module.Tables[index], at); break;
                case ExternKind.Mem: CheckMemType(module.Memories[index], at); break;
                case ExternKind.Global: context.CheckValType(module.Globals[index].Type, at); break;
                case ExternKind.Tag: CheckTagType(context, module.Tags[index], at); break;
            }
        }
    }

    /// <summary>spec: valid-func</summary>
    private static void ValidateFunctions(ModuleContext context)
    {
        ModuleSyntax module = context.Module;
        int imported = module.ImportCounts.Functions;
        for (int i = imported; i < module.Functions.Length; i++)
            context.FuncType(module.Functions[i].Value, At(module, SectionId.Function, i - imported));
    }

    /// <summary>spec: valid-tag</summary>
    private static void ValidateTags(ModuleContext context)
    {
        ModuleSyntax module = context.Module;
        int imported = module.ImportCounts.Tags;
        for (int i = imported; i < module.Tags.Length; i++) CheckTagType(context, module.Tags[i], At(module, SectionId.Tag, i - imported));
    }

    /// <summary>spec: valid-mem</summary>
    private static void ValidateMemories(ModuleContext context)
    {
        ModuleSyntax module = context.Module;
        int imported = module.ImportCounts.Memories;
        for (int i = imported; i < module.Memories.Length; i++) CheckMemType(module.Memories[i], At(module, SectionId.Memory, i - imported));
        if (module.Memories.Length > 1 && !context.Has(Features.MultiMemory))
            ValidationErrors.NeedsFeature(At(module, SectionId.Memory, 1 - imported), "multiple memories", Features.MultiMemory);
    }

    /// <summary>spec: valid-table</summary>
    private static void ValidateTables(ModuleContext context, FunctionValidator constants)
    {
        ModuleSyntax module = context.Module;
        int imported = module.ImportCounts.Tables;
        for (int i = imported; i < module.Tables.Length; i++)
        {
            TableType table = module.Tables[i];
            Place at = At(module, SectionId.Table, i - imported);
            CheckTableType(context, table, at);
            ByteRange init = module.TableInits[i - imported];
            if (init.Length != 0) constants.ValidateConst(init, table.Element);
            else if (!table.Element.IsDefaultable)
                ValidationErrors.Invalid(at, $"type mismatch: table {i} of {table.Element} requires an initializer");
        }
        if (module.Tables.Length > 1 && !context.Has(Features.ReferenceTypes))
            ValidationErrors.NeedsFeature(At(module, SectionId.Table, 1 - imported), "multiple tables", Features.ReferenceTypes);
    }

    /// <summary>Each sees those before it. spec: valid-globalseq</summary>
    private static void ValidateGlobals(ModuleContext context, FunctionValidator constants)
    {
        ModuleSyntax module = context.Module;
        int imported = module.ImportCounts.Globals;
        for (int i = imported; i < module.Globals.Length; i++)
        {
            context.CheckValType(module.Globals[i].Type, At(module, SectionId.Global, i - imported));
            constants.ValidateConst(module.GlobalInits[i - imported], module.Globals[i].Type);
            context.VisibleGlobals = i + 1;
        }
    }

    /// <summary>spec: valid-export</summary>
    private static void ValidateExports(ModuleContext context)
    {
        HashSet<string> names = new(context.Module.Exports.Length, StringComparer.Ordinal);
        foreach (Export export in context.Module.Exports)
        {
            Place at = new(export.Offset);
            switch (export.Kind)
            {
                case ExternKind.Func:
                    context.Func(export.Index, at);
                    context.DeclareFunction(export.Index);
                    break;
                case ExternKind.Table: context.Table(export.Index, at); break;
                case ExternKind.Mem: context.Memory(export.Index, at); break;
                case ExternKind.Global: context.Global(export.Index, at); break;
                case ExternKind.Tag: context.Tag(export.Index, at); break;
            }
            if (!names.Add(export.Name)) ValidationErrors.Invalid(at, $"duplicate export name \"{export.Name}\"");
        }
    }

    /// <summary>spec: valid-start</summary>
    private static void ValidateStart(ModuleContext context)
    {
        if (context.Module.Start is not { } start) return;
        Place at = new(context.Module.SectionAt(SectionId.Start).Offset);
        FuncType type = context.FuncType(context.Func(start.Value, at).Value, at);
        if (!type.Parameters.IsEmpty || !type.Results.IsEmpty)
            ValidationErrors.Invalid(at, $"start function must not have parameters or results: {type}");
    }

    private static Place At(ModuleSyntax module, SectionId id, int item) => new(module.OffsetOf(id, item));

    /// <summary>spec: valid-tabletype</summary>
    private static void CheckTableType(ModuleContext context, TableType type, Place at)
    {
        // A table of functions is part of 1.0, where references are no values yet.
        if (type.Element != ValType.FuncRef) context.CheckRefType(type.Element, at);
        CheckTableLimits(type, at);
    }

    public static void CheckTableLimits(TableType type, Place at)
    {
        ulong range = type.Is64 ? ulong.MaxValue : uint.MaxValue;
        CheckLimits(type.Limits, range, type.Is64 ? "table size must be at most 2^64-1" : "table size must be at most 2^32-1", at);
    }

    /// <summary>spec: valid-memtype</summary>
    public static void CheckMemType(MemType type, Place at)
    {
        if (type.PageSizeLog2 is not (0 or 16)) ValidationErrors.Invalid(at, $"invalid custom page size: 2^{type.PageSizeLog2}");
        ulong addresses = type.Is64 ? ulong.MaxValue : uint.MaxValue;
        ulong range = type.PageSizeLog2 == 0 ? addresses : (addresses >> type.PageSizeLog2) + 1;
        CheckLimits(type.Limits, range, $"memory size must be at most {range} pages ({(type.Is64 ? "16EiB" : "4GiB")})", at);
        if (type.Shared && type.Limits.Max is null) ValidationErrors.Invalid(at, "shared memory must have maximum");
    }

    /// <summary>spec: valid-limits</summary>
    private static void CheckLimits(Limits limits, ulong range, string message, Place at)
    {
        if (limits.Min > range || limits.Max > range) ValidationErrors.Invalid(at, $"{message}: {limits}");
        if (limits.Min > limits.Max) ValidationErrors.Invalid(at, $"size minimum must not be greater than maximum: {limits}");
    }

    /// <summary>spec: valid-tagtype</summary>
    private static void CheckTagType(ModuleContext context, TagType type, Place at)
    {
        if (context.FuncType(type.Type.Value, at).Results is { IsEmpty: false } results)
            ValidationErrors.Invalid(at, $"non-empty tag result type: {string.Join(' ', results)}");
    }
}
