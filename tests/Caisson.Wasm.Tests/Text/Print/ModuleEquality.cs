using System.Collections.Immutable;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Tests.Text.Print;

/// <summary>
/// Whether two modules are the same, but for what has several encodings: sizes of numbers, forms of segments, runs of locals,
/// empty sections. Knows nothing of the text format.
/// </summary>
internal static class ModuleEquality
{
    /// <summary>Compares two modules; a test fails at the first difference.</summary>
    public static void AssertSame(ModuleSyntax expected, ModuleSyntax actual)
    {
        Assert.Equal(expected.Types.Length, actual.Types.Length);
        for (int i = 0; i < expected.Types.Length; i++) AssertSame(expected.Types[i], actual.Types[i]);
        Assert.Equal(expected.Imports.Select(import => import with { Offset = 0 }), actual.Imports.Select(import => import with { Offset = 0 }));
        Assert.Equal(expected.Functions, actual.Functions);
        Assert.Equal(expected.Tables, actual.Tables);
        Assert.Equal(expected.Memories, actual.Memories);
        Assert.Equal(expected.Globals, actual.Globals);
        Assert.Equal(expected.Tags, actual.Tags);
        Assert.Equal(expected.ImportCounts, actual.ImportCounts);
        Assert.Equal(expected.Exports.Select(export => export with { Offset = 0 }), actual.Exports.Select(export => export with { Offset = 0 }));
        Assert.Equal(expected.Start, actual.Start);
        AssertSame(expected, expected.TableInits, actual, actual.TableInits);
        AssertSame(expected, expected.GlobalInits, actual, actual.GlobalInits);
        AssertSegments(expected, actual);
        Assert.Equal(expected.Code.Length, actual.Code.Length);
        for (int i = 0; i < expected.Code.Length; i++)
        {
            Assert.Equal(Runs(expected.Code[i].Locals), Runs(actual.Code[i].Locals));
            AssertSame(expected, expected.Code[i].Instructions, actual, actual.Code[i].Instructions);
        }
        AssertNames(expected.Names, actual.Names);
        AssertCustoms(expected, actual);
    }

    private static void AssertSame(SubType expected, SubType actual)
    {
        Assert.Equal((expected.Final, expected.Super, expected.RecGroupStart, expected.RecGroupLength), (actual.Final, actual.Super, actual.RecGroupStart, actual.RecGroupLength));
        if (expected.Comp is StructType fields) Assert.Equal(fields.Fields, Assert.IsType<StructType>(actual.Comp).Fields);
        else Assert.Equal(expected.Comp, actual.Comp);
    }

    private static void AssertSegments(ModuleSyntax expected, ModuleSyntax actual)
    {
        Assert.Equal(expected.Elems.Length, actual.Elems.Length);
        foreach ((ElemSegment one, ElemSegment other) in expected.Elems.Zip(actual.Elems))
        {
            Assert.Equal((one.Type, one.Mode, one.Table, one.Count), (other.Type, other.Mode, other.Table, other.Count));
            Assert.Equal(one.Functions.IsDefault, other.Functions.IsDefault);
            if (!one.Functions.IsDefault) Assert.Equal(one.Functions, other.Functions);
            else AssertSame(expected, one.Exprs, actual, other.Exprs);
            AssertSame(expected, one.OffsetExpr, actual, other.OffsetExpr);
        }
        Assert.Equal(expected.Datas.Length, actual.Datas.Length);
        foreach ((DataSegment one, DataSegment other) in expected.Datas.Zip(actual.Datas))
        {
            Assert.Equal((one.Mode, one.Memory), (other.Mode, other.Memory));
            Assert.True(expected.Slice(one.Content).SequenceEqual(actual.Slice(other.Content)));
            AssertSame(expected, one.OffsetExpr, actual, other.OffsetExpr);
        }
    }

    private static void AssertSame(ModuleSyntax expected, ImmutableArray<ByteRange> exprs, ModuleSyntax actual, ImmutableArray<ByteRange> others)
    {
        Assert.Equal(exprs.Length, others.Length);
        for (int i = 0; i < exprs.Length; i++) AssertSame(expected, exprs[i], actual, others[i]);
    }

    private static void AssertSame(ModuleSyntax expected, ByteRange range, ModuleSyntax actual, ByteRange other)
    {
        InstructionReader reader = new(expected.Bytes.Span, range), otherReader = new(actual.Bytes.Span, other);
        while (true)
        {
            Instruction one = default, two = default;
            bool more = reader.Read(ref one);
            Assert.Equal(more, otherReader.Read(ref two));
            if (!more) return;
            if (!Same(one, reader, two, otherReader)) Assert.Fail($"{one.Opcode} at 0x{one.Offset:x} became {two.Opcode} at 0x{two.Offset:x}");
        }
    }

    private static bool Same(in Instruction one, in InstructionReader reader, in Instruction two, in InstructionReader other)
    {
        bool same = one.Opcode == two.Opcode && one.Index == two.Index && one.Index2 == two.Index2 && one.Bits == two.Bits
            && one.MemArg == two.MemArg && one.BlockType == two.BlockType && one.RefType == two.RefType && one.RefType2 == two.RefType2
            && one.Vector == two.Vector && one.ListCount == two.ListCount;
        if (!same || one.ListCount == 0) return same;
        return one.Opcode.Immediates switch
        {
            ImmediateKind.Labels => reader.Labels(one).ToArray().SequenceEqual(other.Labels(two).ToArray()),
            ImmediateKind.ValTypes => reader.ValTypes(one).ToArray().SequenceEqual(other.ValTypes(two).ToArray()),
            _ => reader.Catches(one).ToArray().SequenceEqual(other.Catches(two).ToArray()),
        };
    }

    private static List<(long Count, ValType Type)> Runs(ImmutableArray<LocalRun> locals)
    {
        List<(long Count, ValType Type)> runs = [];
        foreach (LocalRun run in locals.Where(run => run.Count > 0))
        {
            if (runs.Count > 0 && runs[^1].Type == run.Type) runs[^1] = (runs[^1].Count + run.Count, run.Type);
            else runs.Add((run.Count, run.Type));
        }
        return runs;
    }

    private static void AssertNames(NameSection expected, NameSection actual)
    {
        Assert.Equal(expected.Module, actual.Module);
        Assert.Equal(expected.Functions.OrderBy(name => name.Key), actual.Functions.OrderBy(name => name.Key));
        Assert.Equal(expected.Types.OrderBy(name => name.Key), actual.Types.OrderBy(name => name.Key));
        Assert.Equal(expected.Tables.OrderBy(name => name.Key), actual.Tables.OrderBy(name => name.Key));
        Assert.Equal(expected.Memories.OrderBy(name => name.Key), actual.Memories.OrderBy(name => name.Key));
        Assert.Equal(expected.Globals.OrderBy(name => name.Key), actual.Globals.OrderBy(name => name.Key));
        Assert.Equal(expected.Tags.OrderBy(name => name.Key), actual.Tags.OrderBy(name => name.Key));
        Assert.Equal(expected.Elems.OrderBy(name => name.Key), actual.Elems.OrderBy(name => name.Key));
        Assert.Equal(expected.Datas.OrderBy(name => name.Key), actual.Datas.OrderBy(name => name.Key));
        // Names of locals, labels and fields that don't exist get lost.
        Assert.Subset(expected.Locals.ToHashSet(), actual.Locals.ToHashSet());
        Assert.Subset(expected.Labels.ToHashSet(), actual.Labels.ToHashSet());
        Assert.Subset(expected.Fields.ToHashSet(), actual.Fields.ToHashSet());
    }

    private static void AssertCustoms(ModuleSyntax expected, ModuleSyntax actual)
    {
        Assert.Equal(Customs(expected), Customs(actual));
        Assert.Equal(expected.BranchHints.Functions.Values.Sum(hints => hints.Length), actual.BranchHints.Functions.Values.Sum(hints => hints.Length));
    }

    private static IEnumerable<(string Name, string Content)> Customs(ModuleSyntax module) => module.CustomSections
        .Where(custom => !(custom.Name == "name" && module.Names.IsComplete) && !(custom.Name == BranchHints.Name && module.BranchHints.IsComplete))
        .Select(custom => (custom.Name, Convert.ToHexString(module.Slice(custom.Content))));
}
