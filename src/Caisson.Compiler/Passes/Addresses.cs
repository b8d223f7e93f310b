using Caisson.Compiler.Ir;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Passes;

/// <summary>
/// An addition of a constant to an address becomes part of the offset, which costs nothing. Only where the sum can't wrap: an address
/// wraps, and a sum with an offset doesn't.
/// </summary>
internal static class Addresses
{
    /// <summary>The address and offset of a load without the addition; the load itself when it must stay.</summary>
    public static Expression Fold(Load load, KnownBits bits) => Sum(load.Address, load.MemArg, bits) is var (address, memArg)
        ? new Load(load.Opcode, load.Type, memArg, address, load.Vector, load.Lane)
        : load;

    /// <summary>As for a load.</summary>
    public static Statement Fold(Store store, KnownBits bits) => Sum(store.Address, store.MemArg, bits) is var (address, memArg)
        ? new Store(store.Opcode, memArg, address, store.Value, store.Lane)
        : store;

    private static (Expression Address, MemArg MemArg)? Sum(Expression address, MemArg memArg, KnownBits bits)
    {
        if (address is not Plain { Opcode: Opcode.I32Add, Operands: [var rest, Constant constant] }) return null;
        bool wraps = bits.Of(rest) + constant.Bits > uint.MaxValue;
        return wraps || memArg.Offset + constant.Bits > uint.MaxValue ? null : (rest, memArg with { Offset = memArg.Offset + constant.Bits });
    }
}
