using System.Collections.Immutable;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Lexing;
using Caisson.Wasm.Text.Literals;

namespace Caisson.Wasm.Text.Script;

// Actions, their arguments, and the patterns of their results.
internal sealed partial class ScriptParser
{
    private ScriptAction Action()
    {
        bool isInvoke = _reader.TryOpen("invoke");
        if (!isInvoke) _reader.Open("get");
        string? instance = _reader.TryId();
        string name = _reader.Name();
        ScriptAction action = isInvoke ? new InvokeAction(instance, name, Arguments()) : new GetAction(instance, name);
        _reader.Close();
        return action;
    }

    private ImmutableArray<ScriptValue> Arguments()
    {
        ImmutableArray<ScriptValue>.Builder arguments = ImmutableArray.CreateBuilder<ScriptValue>();
        while (_reader.Kind == TokenKind.Open)
        {
            _reader.Next();
            arguments.Add(Argument());
            _reader.Close();
        }
        return arguments.DrainToImmutable();
    }

    private ScriptValue Argument()
    {
        if (TryNumberType() is { } type) return new NumberValue(type, NumberBits(type));
        if (TryComponentConst() is { } component) return component;
        if (_reader.TryKeyword("v128.const")) return new VectorValue([.. _reader.Vector()]);
        if (_reader.TryKeyword("ref.null")) return new NullValue(AbstractHeapType());
        if (_reader.TryKeyword("ref.extern")) return new HostValue((uint)_reader.Nat(32), HeapType.Extern);
        if (_reader.TryKeyword("ref.host")) return new HostValue((uint)_reader.Nat(32), HeapType.Any);
        throw _reader.Unexpected();
    }

    private ImmutableArray<ResultPattern> Results()
    {
        ImmutableArray<ResultPattern>.Builder results = ImmutableArray.CreateBuilder<ResultPattern>();
        while (_reader.Kind == TokenKind.Open)
        {
            _reader.Next();
            results.Add(_reader.TryKeyword("either") ? new EitherPattern(Results()) : Result());
            _reader.Close();
        }
        return results.DrainToImmutable();
    }

    private ResultPattern Result()
    {
        if (TryNumberType() is { } type) return new NumberPattern(type, NumberBitsPattern(type));
        if (TryComponentConst() is { } component) return new ComponentPattern(component);
        if (_reader.TryKeyword("v128.const")) return new VectorPattern(LanePatterns());
        if (_reader.TryKeyword("ref.null")) return new NullPattern(_reader.Kind == TokenKind.Close ? null : AbstractHeapType());
        HeapType heap = _reader.Text switch
        {
            "ref.func" => HeapType.Func,
            "ref.extern" => HeapType.Extern,
            "ref.host" or "ref.any" => HeapType.Any,
            "ref.eq" => HeapType.Eq,
            "ref.i31" => HeapType.I31,
            "ref.struct" => HeapType.Struct,
            "ref.array" => HeapType.Array,
            "ref.exn" => HeapType.Exn,
            _ => throw _reader.Unexpected(),
        };
        _reader.Next();
        return new ReferencePattern(heap, _reader.Kind == TokenKind.Nat ? (uint)_reader.Nat(32) : null);
    }

    private ValType? TryNumberType()
    {
        ValType? type = _reader.Text switch
        {
            "i32.const" => ValType.I32,
            "i64.const" => ValType.I64,
            "f32.const" => ValType.F32,
            "f64.const" => ValType.F64,
            _ => null,
        };
        if (type is not null) _reader.Next();
        return type;
    }

    private ulong NumberBits(ValType type) =>
        FormatOf(type) is { } format ? _reader.Float(format) : _reader.Integer(type == ValType.I32 ? 32 : 64);

    private BitsPattern NumberBitsPattern(ValType type) =>
        LanePattern(new VectorShape(type == ValType.I32 || type == ValType.F32 ? 32 : 64, FormatOf(type)));

    private static FloatFormat? FormatOf(ValType type) =>
        type == ValType.F32 ? FloatFormat.F32 : type == ValType.F64 ? FloatFormat.F64 : null;

    private ImmutableArray<BitsPattern> LanePatterns()
    {
        VectorShape shape = VectorShape.Read(_reader);
        ImmutableArray<BitsPattern>.Builder lanes = ImmutableArray.CreateBuilder<BitsPattern>();
        while (_reader.Kind != TokenKind.Close) lanes.Add(LanePattern(shape));
        return lanes.Count == shape.Lanes ? lanes.DrainToImmutable() : throw _reader.Error(TextErrors.WrongLaneCount);
    }

    private BitsPattern LanePattern(VectorShape shape)
    {
        NanClass nan = _reader.Text switch
        {
            "nan:canonical" => NanClass.Canonical,
            "nan:arithmetic" => NanClass.Arithmetic,
            _ => NanClass.None,
        };
        if (nan == NanClass.None || shape.Format is not { } format) return new BitsPattern(shape.Bits, _reader.Lane(shape), NanClass.None);
        _reader.Next();
        return new BitsPattern(shape.Bits, format.Infinity | format.QuietBit, nan);
    }

    private HeapType AbstractHeapType() => Types.TypeParser.AbstractHeapType(_reader);
}
