using Caisson.Wasm;
using Caisson.Wasm.Syntax;

namespace Caisson.Fuzz.Generation;

/// <summary>Vectors. Lanes that arithmetic makes a NaN become zero at once: which NaN it is differs between implementations.</summary>
internal sealed partial class FunctionGenerator
{
    private int VectorScratch => _scratch + 2;

    private void PushVector(int depth)
    {
        if (_shape.Has(Features.RelaxedSimd) && _chance.OneIn(3)) PushRelaxed(_chance.Pick(VectorOpcodes.Relaxed), depth);
        else if (_shape.Memories.Length > 0 && _chance.OneIn(4)) PushLoadedVector(depth);
        else if (_chance.OneIn(8)) Shuffle(depth);
        else
        {
            Opcode opcode = _chance.Pick(VectorOpcodes.ToVector);
            foreach (ValType operand in NumericOpcodes.Operands(opcode)) Push(operand, depth - 1);
            ApplyVector(opcode);
        }
    }

    /// <summary>A number made of a vector.</summary>
    private void PushFromVector(ValType type, int depth)
    {
        Push(ValType.V128, depth - 1);
        ApplyVector(_chance.Pick(VectorOpcodes.To(type)));
    }

    private void VectorOnStack()
    {
        Opcode opcode = _chance.Pick(VectorOpcodes.OnVectors);
        while (!TopIs(NumericOpcodes.Operands(opcode))) Push(ValType.V128, 1);
        ApplyVector(opcode);
    }

    private void ApplyVector(Opcode opcode)
    {
        string before = NumericOpcodes.ShowsNaN(opcode) ? HideNaN() + " " : "";
        string lane = opcode.Immediates == ImmediateKind.Lane ? $" {_chance.Below(opcode.LaneCount)}" : "";
        string after = VectorOpcodes.MakesNaNs(opcode) is { } shape
            ? $" local.tee {VectorScratch} local.get {VectorScratch} local.get {VectorScratch} {shape}.eq v128.and"
            : "";
        Emit($"{before}{opcode.Mnemonic}{lane}{after}");
        Pop(opcode.Signature.OperandCount);
        _stack.Add(NumericOpcodes.Result(opcode));
    }

    private void Shuffle(int depth)
    {
        Push(ValType.V128, depth - 1);
        Push(ValType.V128, depth - 1);
        Emit($"i8x16.shuffle {string.Join(' ', Enumerable.Range(0, 16).Select(_ => _chance.Below(32)))}");
        Pop(1);
    }

    private void PushLoadedVector(int depth)
    {
        int memory = _chance.Below(_shape.Memories.Length);
        PushAddress(memory, depth);
        if (_chance.OneIn(2))
        {
            Emit($"{_chance.Pick(VectorOpcodes.Loads).Mnemonic}{Place(memory)}");
            Pop(1);
        }
        else
        {
            Opcode opcode = _chance.Pick(VectorOpcodes.LoadLanes);
            Push(ValType.V128, depth - 1);
            Emit($"{opcode.Mnemonic}{Place(memory)} {_chance.Below(opcode.LaneCount)}");
            Pop(2);
        }
        _stack.Add(ValType.V128);
    }

    private void StoreVector()
    {
        int memory = _chance.Below(_shape.Memories.Length);
        PushAddress(memory, depth: 2);
        Push(ValType.V128, depth: 2);
        Opcode opcode = _chance.Pick(VectorOpcodes.Stores);
        string lane = opcode.Immediates == ImmediateKind.MemArgLane ? $" {_chance.Below(opcode.LaneCount)}" : "";
        Emit($"{opcode.Mnemonic}{Place(memory)}{lane}");
        Pop(2);
    }

    /// <summary>A relaxed instruction on operands for which all implementations have to agree.</summary>
    private void PushRelaxed(Opcode opcode, int depth)
    {
        string mnemonic = opcode.Mnemonic;
        int count = opcode.Signature.OperandCount;
        for (int i = 0; i < count; i++)
        {
            Push(ValType.V128, depth - 1);
            if (Preparation(mnemonic, i) is { Length: > 0 } preparation) Emit(preparation);
        }
        Emit(mnemonic);
        Pop(count);
        _stack.Add(ValType.V128);
    }

    private static string Preparation(string mnemonic, int operand)
    {
        if (mnemonic.Contains("swizzle", StringComparison.Ordinal)) return operand == 1 ? Bits("0x0f0f0f0f") : "";
        if (mnemonic.Contains("laneselect", StringComparison.Ordinal)) return operand == 2 ? $"v128.const i64x2 0 0 {mnemonic[..mnemonic.IndexOf('.')]}.eq" : "";
        if (mnemonic.Contains("q15mulr", StringComparison.Ordinal)) return Bits("0x7fff7fff");
        if (mnemonic.Contains("dot", StringComparison.Ordinal)) return operand == 1 ? Bits("0x7f7f7f7f") : "";
        if (mnemonic.Contains("trunc_f32x4", StringComparison.Ordinal)) return $"{Bits("0x00ffffff")} f32x4.convert_i32x4_s";
        if (mnemonic.Contains("trunc_f64x2", StringComparison.Ordinal)) return $"{Bits("0x3fffffff")} f64x2.convert_low_i32x4_s";
        return mnemonic.StartsWith("f32x4", StringComparison.Ordinal)
            ? $"{Bits("0x7ff")} f32x4.convert_i32x4_s"
            : $"{Bits("0x7ff")} f64x2.convert_low_i32x4_s";

        static string Bits(string lane) => $"v128.const i32x4 {lane} {lane} {lane} {lane} v128.and";
    }
}
