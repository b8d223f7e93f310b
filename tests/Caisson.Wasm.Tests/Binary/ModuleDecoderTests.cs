using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Tests.Binary;

public sealed class ModuleDecoderTests
{
    [Fact]
    public void The_empty_module()
    {
        ModuleSyntax module = new ModuleBytes().Decode(Features.Wasm1);
        Assert.Empty(module.Types);
        Assert.Same(NameSection.Empty, module.Names);
        Assert.Equal(default, module.SectionAt(SectionId.Code));
    }

    [Theory]
    [InlineData("", "unexpected end")]
    [InlineData("00 61 73", "unexpected end")]
    [InlineData("00 61 73 6e", "magic header not detected")]
    [InlineData("00 61 73 6d 01 00", "unexpected end")]
    [InlineData("00 61 73 6d 02 00 00 00", "unknown binary version: 2")]
    [InlineData("00 61 73 6d 0d 00 01 00", "unknown binary version: this is a component")]
    [InlineData("00 61 73 6d 01 00 00 00 0e 00", "malformed section id")]
    [InlineData("00 61 73 6d 01 00 00 00 01 05 00", "length out of bounds")]
    [InlineData("00 61 73 6d 01 00 00 00 01 02 00 00", "section size mismatch")]
    [InlineData("00 61 73 6d 01 00 00 00 03 01 00 01 01 00", "unexpected content after last section: section out of order: the type section")]
    [InlineData("00 61 73 6d 01 00 00 00 00 01 01 61", "unexpected end")]
    public void Malformed_framing(string bytes, string message) =>
        ModuleBytes.Throws<MalformedException>(message, () => ModuleDecoder.Decode(ModuleBytes.Hex(bytes)));

    [Fact]
    public void Recursion_groups_are_flattened()
    {
        ModuleSyntax module = new ModuleBytes().Section(SectionId.Type, """
            03
            60 01 7f 02 7e 7d                    ; 0: func
            4e 02                                ; rec
              50 00 5f 02 78 01 64 02 00         ; 1: sub (struct (mut i8) (ref 2))
              4f 01 01 5f 02 78 01 64 02 00      ; 2: sub final 1
            5e 77 00                             ; 3: array i16
            """).Decode();
        Assert.Equal(new FuncType([ValType.I32], [ValType.I64, ValType.F32]), module.FuncTypeAt(new(0)));
        Assert.Equal((1u, 2u), (module.Types[2].RecGroupStart.Value, module.Types[2].RecGroupLength));
        Assert.Equal((true, new TypeIdx(1)), (module.Types[2].Final, module.Types[2].Super));
        StructType structure = Assert.IsType<StructType>(module.Types[1].Comp);
        Assert.Equal(new FieldType(ValType.I32, PackedKind.I8, true), structure.Fields[0]);
        Assert.Equal(new FieldType(ValType.Ref(false, HeapType.Concrete(new(2))), PackedKind.None, false), structure.Fields[1]);
        Assert.Equal(new FieldType(ValType.I32, PackedKind.I16, false), Assert.IsType<ArrayType>(module.Types[3].Comp).Element);
    }

    [Fact]
    public void Imports_come_first_in_their_index_space()
    {
        ModuleSyntax module = new ModuleBytes()
            .Section(SectionId.Type, "01 60 00 00")
            .Section(SectionId.Import, """
                05
                01 6d 01 66 00 00           ; func
                01 6d 01 74 01 70 01 01 02  ; table
                01 6d 01 6d 02 07 01 02     ; memory: shared i64
                01 6d 01 67 03 7f 01        ; global
                01 6d 01 65 04 00 00        ; tag
                """)
            .Section(SectionId.Function, "01 00").Section(SectionId.Memory, "01 08 01 00").Code(ModuleBytes.Hex("00 0b")).Decode();
        Assert.Equal(new ImportCounts(1, 1, 1, 1, 1), module.ImportCounts);
        Assert.Equal(("m", "g", ExternKind.Global, 0u), (module.Imports[3].Module, module.Imports[3].Name, module.Imports[3].Kind, module.Imports[3].Index));
        Assert.Equal([new(new(1, 2), Is64: true, Shared: true), new(new(1, null), PageSizeLog2: 0)], module.Memories);
        Assert.Equal(new TableType(new(1, 2), ValType.FuncRef), module.Tables[0]);
        Assert.Equal(2, module.Functions.Length);
    }

    [Fact]
    public void All_eight_forms_of_element_segments()
    {
        ModuleSyntax module = new ModuleBytes().Section(SectionId.Element, """
            08
            00 41 00 0b 01 05
            01 00 01 05
            02 01 41 00 0b 00 01 05
            03 00 01 05
            04 41 00 0b 01 d0 70 0b
            05 6f 01 d0 6f 0b
            06 01 41 00 0b 70 01 d2 05 0b
            07 70 00
            """).Decode();
        Assert.Equal(
            [
                SegmentMode.Active, SegmentMode.Passive, SegmentMode.Active, SegmentMode.Declarative,
                SegmentMode.Active, SegmentMode.Passive, SegmentMode.Active, SegmentMode.Declarative,
            ],
            module.Elems.Select(elem => elem.Mode));
        Assert.Equal([0u, 0, 1, 0, 0, 0, 1, 0], module.Elems.Select(elem => elem.Table.Value));
        Assert.All(module.Elems.Take(4), elem => Assert.Equal([new(5)], elem.Functions));
        Assert.Equal(ValType.ExternRef, module.Elems[5].Type);
        Assert.Equal([0xD2, 0x05, 0x0B], module.Slice(module.Elems[6].Exprs[0]).ToArray());
        Assert.Equal(0, module.Elems[7].Count);
    }

    [Fact]
    public void Data_segments_and_their_count()
    {
        ModuleSyntax module = new ModuleBytes().Section(SectionId.DataCount, "03").Section(SectionId.Data, """
            03
            00 41 00 0b 02 61 62
            01 01 63
            02 01 42 00 0b 00
            """).Decode();
        Assert.Equal(3u, module.DataCount);
        Assert.Equal("ab"u8, module.Slice(module.Datas[0].Content));
        Assert.Equal((SegmentMode.Passive, default(ByteRange)), (module.Datas[1].Mode, module.Datas[1].OffsetExpr));
        Assert.Equal(1u, module.Datas[2].Memory.Value);
    }

    [Fact]
    public void Bodies_keep_runs_of_locals()
    {
        CodeBody body = ModuleBytes.Function("00 00", "01 0b", locals: "02 ff 01 7f 01 7b").Decode().Code[0];
        Assert.Equal([new(255, ValType.I32), new(1, ValType.V128)], body.Locals);
        Assert.Equal(2, body.Instructions.Length);
    }

    [Fact]
    public void Custom_sections_know_their_place()
    {
        ModuleSyntax module = new ModuleBytes().Section(SectionId.Custom, "01 61 ff").Section(SectionId.Type, "00")
            .Section(SectionId.Custom, "01 62").Decode();
        Assert.Equal([("a", SectionId.Custom, 1), ("b", SectionId.Type, 0)], module.CustomSections.Select(custom => (custom.Name, custom.AfterSection, custom.Content.Length)));
    }

    [Theory]
    [InlineData(SectionId.Type, "01 e0 7f 00 00", "integer representation too long")]
    [InlineData(SectionId.Type, "01 61", "malformed definition type: 0x61")]
    [InlineData(SectionId.Type, "01 5e 78 02", "malformed mutability: 0x02")]
    [InlineData(SectionId.Type, "01 5e 60 00", "malformed storage type: 0x60")]
    [InlineData(SectionId.Type, "01 50 02 00 00 60 00 00", "too many super types: 2, the limit is 1")]
    [InlineData(SectionId.Import, "01 00 00 05", "malformed import kind: 0x05")]
    [InlineData(SectionId.Import, "01 00 00 04 01 00", "zero byte expected")]
    [InlineData(SectionId.Table, "01 7f 00 00", "malformed reference type: 0x7f")]
    [InlineData(SectionId.Table, "01 70 02 00", "malformed limits flags: 0x02")]
    [InlineData(SectionId.Memory, "01 10 00", "malformed limits flags: 0x10")]
    [InlineData(SectionId.Memory, "01 08 00 40", "invalid custom page size: 2^64")]
    [InlineData(SectionId.Memory, "65 00 00 00 00", "length out of bounds")]
    [InlineData(SectionId.Global, "01 7f 00 41 00", "unexpected end")]
    [InlineData(SectionId.Export, "01 00 05 00", "malformed export kind: 0x05")]
    [InlineData(SectionId.Element, "01 08", "malformed elements segment kind: 0x08")]
    [InlineData(SectionId.Element, "01 01 01 00", "malformed element kind: 0x01")]
    [InlineData(SectionId.Data, "01 03", "malformed data segment kind: 0x03")]
    [InlineData(SectionId.Function, "01 00", "function and code section have inconsistent lengths: 1 and 0")]
    [InlineData(SectionId.DataCount, "01", "data count and data section have inconsistent lengths: 1 and 0")]
    [InlineData(SectionId.Code, "01 07 01 d1 86 03 7f 0b 00 00", "too many locals: 50001, the limit is 50000")]
    public void Malformed_sections(SectionId id, string content, string message) => new ModuleBytes().Section(id, content).Malformed(message);

    [Theory]
    [InlineData(SectionId.Type, "01 5f 00", Features.GarbageCollection)]
    [InlineData(SectionId.Memory, "01 03 01 01", Features.Threads)]
    [InlineData(SectionId.Memory, "01 04 01", Features.Memory64)]
    [InlineData(SectionId.Memory, "01 08 01 00", Features.CustomPageSizes)]
    [InlineData(SectionId.Data, "01 01 00", Features.BulkMemory)]
    public void Malformed_without_the_feature(SectionId id, string content, Features feature)
    {
        ModuleBytes module = new ModuleBytes().Section(id, content);
        module.Decode();
        MalformedException exception = Assert.Throws<MalformedException>(() => module.Decode(Features.All & ~feature));
        Assert.Contains($"needs the feature {feature}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sections_of_proposals_are_unknown_without_them()
    {
        new ModuleBytes().Section(SectionId.Tag, "00").Malformed("malformed section id: 13", Features.Wasm2);
        new ModuleBytes().Section(SectionId.DataCount, "00").Malformed("malformed section id: 12", Features.Wasm1);
    }
}
