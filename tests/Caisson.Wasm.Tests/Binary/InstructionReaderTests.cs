using System.Runtime.Intrinsics;
using Caisson.Wasm.Binary;
using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Tests.Binary;

public sealed class InstructionReaderTests
{
    [Fact]
    public void Constants_keep_their_bits()
    {
        Assert.Equal(ulong.MaxValue, Read("41 7f").Bits);
        Assert.Equal(unchecked((ulong)long.MinValue), Read("42 80 80 80 80 80 80 80 80 80 7f").Bits);
        Assert.Equal(0x7FC00001u, (uint)Read("43 01 00 c0 7f").Bits);
        Assert.Equal(0x3FF0000000000000u, Read("44 00 00 00 00 00 00 f0 3f").Bits);
        Assert.Equal(Vector128.Create<byte>([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]), Read("fd 0c 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f").Vector);
    }

    [Fact]
    public void Memory_arguments_may_name_a_memory()
    {
        Assert.Equal(new MemArg(2, new(0), 8), Read("28 02 08").MemArg);
        Assert.Equal(new MemArg(2, new(3), ulong.MaxValue), Read("28 42 03 ff ff ff ff ff ff ff ff ff 01").MemArg);
    }

    [Fact]
    public void Indices_stand_in_binary_order()
    {
        Instruction copy = Read("fc 0a 01 02");
        Assert.Equal((Opcode.MemoryCopy, 1u, 2u), (copy.Opcode, copy.Index, copy.Index2));
        Instruction init = Read("fc 0c 03 04");
        Assert.Equal((Opcode.TableInit, 3u, 4u), (init.Opcode, init.Index, init.Index2));
        Instruction call = Read("11 05 06");
        Assert.Equal((Opcode.CallIndirect, 5u, 6u), (call.Opcode, call.Index, call.Index2));
        Instruction lane = Read("fd 54 00 01 0f");
        Assert.Equal((Opcode.V128Load8Lane, 15u, 1uL), (lane.Opcode, lane.Index, lane.MemArg.Offset));
    }

    [Fact]
    public void Casts_tell_both_types()
    {
        Instruction cast = Read("fb 18 01 05 6e 6b");
        Assert.Equal((Opcode.BrOnCast, 5u), (cast.Opcode, cast.Index));
        Assert.Equal((ValType.Ref(true, HeapType.Any), ValType.Ref(false, HeapType.Struct)), (cast.RefType, cast.RefType2));
        Assert.Equal(ValType.Ref(true, HeapType.Concrete(new(7))), Read("d0 07").RefType);
        Assert.Equal(ValType.Ref(false, HeapType.I31), Read("fb 14 6c").RefType);
        Assert.Equal(ValType.Ref(true, HeapType.I31), Read("fb 17 6c").RefType);
    }

    [Fact]
    public void Block_types_have_three_forms()
    {
        Assert.Equal(BlockTypeKind.Empty, Read("02 40").BlockType.Kind);
        Assert.Equal(new BlockType(BlockTypeKind.Result, ValType.Ref(false, HeapType.Concrete(new(1))), default), Read("03 64 01").BlockType);
        Assert.Equal(new BlockType(BlockTypeKind.Func, default, new(64)), Read("04 c0 00").BlockType);
    }

    [Fact]
    public void Lists_are_read_again_on_demand()
    {
        byte[] bytes = ModuleBytes.Hex("0e 03 01 80 01 02 05   1c 02 7f 63 70   1f 40 02 00 01 02 03 00");
        InstructionReader reader = new(bytes, new(0, bytes.Length));
        Instruction instruction = default;
        Assert.True(reader.Read(ref instruction));
        Assert.Equal([new(1), new(128), new(2)], reader.Labels(in instruction).ToArray());
        Assert.Equal(5u, instruction.Index);
        Assert.True(reader.Read(ref instruction));
        Assert.Equal([ValType.I32, ValType.FuncRef], reader.ValTypes(in instruction).ToArray());
        Assert.True(reader.Read(ref instruction));
        Assert.Equal([new(CatchKind.Catch, new(1), new(2)), new(CatchKind.CatchAllRef, default, new(0))], reader.Catches(in instruction).ToArray());
        Assert.False(reader.Read(ref instruction));
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        byte[] bytes = ModuleBytes.Hex("02 40 20 00 28 02 00 41 01 6a 21 00 0e 02 00 00 00 0b");
        Count(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int count = Count(bytes);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(8, count);
    }

    [Theory]
    [InlineData("ff", "illegal opcode ff")]
    [InlineData("fb 1f", "illegal opcode fb 1f")]
    [InlineData("fd 94 02", "illegal opcode fd 114")]
    [InlineData("06", "unexpected end")]
    [InlineData("28 80 01 00", "malformed memop flags")]
    [InlineData("fe 03 01", "zero byte expected")]
    [InlineData("fb 18 04 00 6e 6e", "malformed br_on_cast flags")]
    [InlineData("1f 40 01 04 00", "malformed catch clause")]
    [InlineData("d0 40", "malformed heap type")]
    [InlineData("02 50", "malformed value type")]
    [InlineData("0e ff ff ff ff 0f 00", "length out of bounds")]
    [InlineData("fd 0c 00", "unexpected end")]
    public void Malformed_instructions(string bytes, string message) => ModuleBytes.Throws<MalformedException>(message, () => Read(bytes));

    private static Instruction Read(string hex)
    {
        byte[] bytes = ModuleBytes.Hex(hex);
        InstructionReader reader = new(bytes, new(0, bytes.Length));
        Instruction instruction = default;
        Assert.True(reader.Read(ref instruction));
        Assert.Equal(bytes.Length, reader.Position);
        return instruction;
    }

    private static int Count(byte[] bytes)
    {
        InstructionReader reader = new(bytes, new(0, bytes.Length));
        Instruction instruction = default;
        int count = 0;
        while (reader.Read(ref instruction)) count++;
        return count;
    }
}
