using System.Numerics;
using Caisson.Wasm;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Cli.Inspection;

/// <summary>Finds the proposals that a module uses: in its types, its sections and every instruction.</summary>
internal sealed class FeatureScan
{
    private readonly ModuleSyntax _module;
    private readonly HashSet<Features> _alternatives = [];
    private Features _used;

    private FeatureScan(ModuleSyntax module) => _module = module;

    /// <summary>The features of a module that the decoder has accepted.</summary>
    public static Features Of(ModuleSyntax module)
    {
        var scan = new FeatureScan(module);
        scan.ScanTypes();
        scan.ScanSegments();
        scan.ScanInstructions();
        scan.Settle();
        return scan._used;
    }

    private void ScanTypes()
    {
        foreach (SubType type in _module.Types)
        {
            Require(type.Comp is not FuncType || !type.Final || type.Super is not null || type.RecGroupLength > 1, Features.GarbageCollection);
            Require(type.Comp is FuncType { Results.Length: > 1 }, Features.MultiValue);
            foreach (ValType value in ValTypesOf(type.Comp)) RequireFor(value);
        }

        Require(_module.Memories.Length > 1, Features.MultiMemory);
        Require(_module.Memories.Any(memory => memory.Is64) || _module.Tables.Any(table => table.Is64), Features.Memory64);
        Require(_module.Memories.Any(memory => memory.Shared), Features.Threads);
        Require(_module.Memories.Any(memory => memory.PageSizeLog2 != 16), Features.CustomPageSizes);
        Require(_module.Tables.Length > 1, Features.ReferenceTypes);
        Require(_module.TableInits.Any(init => init.Length > 0), Features.FunctionReferences);
        foreach (TableType table in _module.Tables.Where(table => table.Element != ValType.FuncRef)) RequireFor(table.Element);
        foreach (GlobalType global in _module.Globals) RequireFor(global.Type);
        if (!_module.Tags.IsEmpty) _alternatives.Add(Features.ExceptionHandling | Features.LegacyExceptions);
    }

    private static IEnumerable<ValType> ValTypesOf(CompType type) => type switch
    {
        FuncType function => function.Parameters.Concat(function.Results),
        StructType structure => structure.Fields.Select(field => field.Type),
        ArrayType array => [array.Element.Type],
        _ => [],
    };

    private void ScanSegments()
    {
        foreach (ElemSegment elem in _module.Elems.Where(elem => !elem.Exprs.IsDefault)) RequireFor(elem.Type);
        for (int i = 0; i < _module.Elems.Length; i++)
        {
            int start = _module.OffsetOf(SectionId.Element, i);
            if (_module.Bytes.Span[start] != 0) _alternatives.Add(Features.BulkMemory | Features.ReferenceTypes);
        }

        Require(HasNewDataForm(), Features.BulkMemory);
        Require(_module.DataCount is not null || _module.Datas.Any(data => data.Mode == SegmentMode.Passive), Features.BulkMemory);
        Require(_module.Elems.Any(elem => elem.Mode == SegmentMode.Passive), Features.BulkMemory);
        Require(_module.Elems.Any(elem => elem.Mode == SegmentMode.Declarative), Features.ReferenceTypes);
    }

    /// <summary>Whether a data segment is written in a form that the first standard doesn't have, though it may mean the same.</summary>
    private bool HasNewDataForm()
    {
        if (_module.Datas.IsEmpty) return false;
        BinaryCursor section = new(_module.Bytes.Span, _module.SectionAt(SectionId.Data));
        section.ReadLength();
        while (!section.AtEnd)
        {
            if (section.ReadU32() != 0) return true;
            section.ReadExpr();
            section.ReadRange();
        }
        return false;
    }

    private void ScanInstructions()
    {
        foreach (CodeBody body in _module.Code)
        {
            foreach (LocalRun run in body.Locals) RequireFor(run.Type);
            Scan(body.Instructions, constant: false);
        }

        foreach (ByteRange init in _module.GlobalInits.Concat(_module.TableInits)) Scan(init, constant: true);
        foreach (ElemSegment elem in _module.Elems)
        {
            Scan(elem.OffsetExpr, constant: true);
            if (elem.Exprs.IsDefault) continue;
            foreach (ByteRange item in elem.Exprs) Scan(item, constant: true);
        }
        foreach (DataSegment data in _module.Datas) Scan(data.OffsetExpr, constant: true);
    }

    private void Scan(ByteRange range, bool constant)
    {
        var reader = new InstructionReader(_module.Bytes.Span, range);
        Instruction instruction = default;
        while (reader.Read(ref instruction))
        {
            Features features = instruction.Opcode.Features;
            if (BitOperations.IsPow2((int)features)) _used |= features;
            else if (features != Features.Wasm1) _alternatives.Add(features);

            bool computes = instruction.Opcode is Opcode.I32Add or Opcode.I32Sub or Opcode.I32Mul or Opcode.I64Add or Opcode.I64Sub or Opcode.I64Mul;
            Require(constant && computes, Features.ExtendedConst);
            bool looksBack = instruction.Opcode == Opcode.GlobalGet && instruction.Index >= (uint)_module.ImportCounts.Globals;
            Require(constant && looksBack, Features.GarbageCollection);
            RequireForTypes(in instruction, in reader);
        }
    }

    private void RequireForTypes(in Instruction instruction, in InstructionReader reader)
    {
        switch (instruction.Opcode.Immediates)
        {
            case ImmediateKind.BlockType or ImmediateKind.BlockTypeCatches when instruction.BlockType.Kind == BlockTypeKind.Func:
                _used |= Features.MultiValue;
                break;
            case ImmediateKind.BlockType or ImmediateKind.BlockTypeCatches when instruction.BlockType.Kind == BlockTypeKind.Result:
                RequireFor(instruction.BlockType.Result);
                break;
            case ImmediateKind.ValTypes:
                foreach (ValType type in reader.ValTypes(in instruction)) RequireFor(type);
                break;
            case ImmediateKind.HeapType when instruction.Opcode == Opcode.RefNull:
                RequireFor(instruction.RefType);
                break;
        }
    }

    private void RequireFor(ValType type)
    {
        Require(type.Kind == ValKind.V128, Features.Simd);
        if (!type.IsRef) return;
        if (type == ValType.FuncRef || type == ValType.ExternRef) _used |= Features.ReferenceTypes;
        else if (type.Heap == HeapType.Exn || type.Heap == HeapType.NoExn) _used |= Features.ExceptionHandling;
        else if (type.Heap.IsConcrete || type.Heap == HeapType.Func || type.Heap == HeapType.Extern) _used |= Features.FunctionReferences;
        else _used |= Features.GarbageCollection;
    }

    private void Require(bool needed, Features features)
    {
        if (needed) _used |= features;
    }

    /// <summary>What either of two features allows counts as the one that is used anyway, else as the newer standard's.</summary>
    private void Settle()
    {
        foreach (Features alternatives in _alternatives.Where(alternatives => (alternatives & _used) == 0))
        {
            Features standard = alternatives & Features.Wasm3;
            int bits = (int)(standard != 0 ? standard : alternatives);
            _used |= (Features)(bits & -bits);
        }
    }
}
