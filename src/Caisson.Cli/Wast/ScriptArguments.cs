using System.Diagnostics;
using System.Runtime.Intrinsics;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;
using Caisson.Wasm.Text.Script;

namespace Caisson.Cli.Wast;

/// <summary>Turns the arguments of a script into values; the same number is always the same object. Not thread-safe.</summary>
internal sealed class ScriptArguments
{
    private readonly Dictionary<uint, HostReference> _references = [];

    /// <summary>The values of an action's arguments.</summary>
    public Value[] Evaluate(IEnumerable<ScriptValue> arguments) => [.. arguments.Select(Evaluate)];

    private Value Evaluate(ScriptValue argument) => argument switch
    {
        NumberValue { Type.Kind: ValKind.I32 } number => new Value((int)number.Bits),
        NumberValue { Type.Kind: ValKind.I64 } number => new Value((long)number.Bits),
        NumberValue { Type.Kind: ValKind.F32 } number => new Value(BitConverter.UInt32BitsToSingle((uint)number.Bits)),
        NumberValue { Type.Kind: ValKind.F64 } number => new Value(BitConverter.UInt64BitsToDouble(number.Bits)),
        VectorValue vector => new Value(Vector128.Create(vector.Bytes.AsSpan())),
        NullValue => Value.FromReference(null),
        HostValue host => Value.FromReference(ReferenceTo(host.Number)),
        _ => throw new UnreachableException(),
    };

    private HostReference ReferenceTo(uint number)
    {
        if (!_references.TryGetValue(number, out HostReference? reference)) _references[number] = reference = new HostReference(number);
        return reference;
    }
}
