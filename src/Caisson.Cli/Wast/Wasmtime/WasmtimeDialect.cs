using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Cli.Wast.Wasmtime;

/// <summary>
/// What Wasmtime's suite expects: identifiers are import names, a host module <c>wasmtime</c>, and Wasmtime's own messages, of which
/// scripts quote any part. Stateless.
/// </summary>
internal sealed class WasmtimeDialect : ScriptDialect
{
    /// <summary>Wasmtime's messages that aren't part of ours, and what ours begin with in their place.</summary>
    private static readonly (string Theirs, string Ours)[] Equivalents =
    [
        ("out of bounds", "undefined element"),
        ("memory types incompatible", "incompatible import type"),
        ("operators remaining after end", "section size mismatch: an instruction after the final end"),
        ("overflow calculating table allocation size", "a table of "),
        ("null reference", "null "),
        ("wasm `unreachable` instruction executed", "unreachable"),
        ("string content out-of-bounds", "realloc return: beyond end of memory"),
        ("list content out-of-bounds", "realloc return: beyond end of memory"),
        ("unaligned pointer", "realloc return: result not aligned"),
        ("invalid utf-8", "invalid UTF-8"),
        ("incomplete utf-8 byte sequence", "invalid UTF-8"),
        ("expected instance found func", "incompatible import type"),
        ("expected module found instance", "incompatible import type"),
        ("expected function found instance", "incompatible import type"),
        ("invalid leading byte", "malformed definition type"),
        ("section out of order", "unexpected content after last section"),
    ];

    /// <summary>What Wasmtime says before the text of some traps.</summary>
    private const string TrapPrefix = "wasm trap: ";

    private WasmtimeDialect()
    {
    }

    /// <summary>The only one.</summary>
    public static WasmtimeDialect Instance { get; } = new();

    /// <inheritdoc/>
    public override bool RegistersIdentifiers => true;

    /// <inheritdoc/>
    public override bool RefusalsAreTraps => true;

    /// <inheritdoc/>
    public override bool ExhaustionIsTrap => true;

    /// <inheritdoc/>
    public override bool MalformedIsInvalid => true;

    /// <inheritdoc/>
    public override bool FlatInsideFolded => true;

    /// <summary>Where Wasmtime traps because the host has no room, growing may answer -1. spec: exec-table.grow</summary>
    public override bool IsRefusal(string message, Value[] results) => message == "failed to allocate" && results is [{ Kind: ValKind.I64 } size] && size.AsInt64() == -1;

    /// <inheritdoc/>
    public override Imports CreateHost()
    {
        Imports host = Spectest.Create();
        host.Add("wasmtime", "gc", static () => GC.Collect());
        return host;
    }

    /// <inheritdoc/>
    public override bool IsExpected(string message, Exception e)
    {
        if (message.StartsWith(TrapPrefix, StringComparison.Ordinal)) message = message[TrapPrefix.Length..];
        return e.Message.Contains(message, StringComparison.Ordinal)
            || Equivalents.Any(pair => pair.Theirs == message && e.Message.StartsWith(pair.Ours, StringComparison.Ordinal));
    }
}
