using System.Text;
using Caisson.Components.CanonicalAbi;
using Caisson.Components.Types;

namespace Caisson.Components.Tests.Linking;

/// <summary>
/// Components that pass what they get to the import <c>f</c> and return what that returns, of any type: values go through the guest as core values or as bytes in its memory.
/// </summary>
internal sealed class EchoGuest
{
    private readonly StringBuilder _declarations = new();
    private readonly Dictionary<ComponentValType, string> _named = [];

    /// <summary>The text of a component, which exports <c>g</c>.</summary>
    /// <param name="type">The type of both functions.</param>
    public static string Text(ComponentFuncType type) => new EchoGuest().Write(type);

    private string Write(ComponentFuncType type)
    {
        string parameters = string.Concat(type.Parameters.Select(parameter => $"(param \"{parameter.Label}\" {Reference(parameter.Type)}) "));
        string result = type.Result is null ? "" : $"(result {Reference(type.Result)})";
        var layout = FunctionLayout.Of(type, is64: false);
        var lowered = layout.FlattenForLower(isAsync: false);
        var lifted = layout.FlattenForLift(isAsync: false, hasCallback: false);
        bool isStored = lowered.Parameters.Length > lifted.Parameters.Length;
        string core = string.Concat(lifted.Parameters.Select(p => $" {p}")), returned = string.Concat(lifted.Results.Select(r => $" {r}"));
        return $"""
            (component
              {_declarations}
              (import "f" (func $f {parameters}{result}))
              (core module $Memory
                (memory (export "memory") 1)
                (global $next (mut i32) (i32.const 4096))
                (func (export "realloc") (param $old i32) (param $old-size i32) (param $align i32) (param $size i32) (result i32) (local $at i32)
                  (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
                  (global.set $next (i32.add (local.get $at) (local.get $size)))
                  (loop $grow (if (i32.gt_u (global.get $next) (i32.mul (memory.size) (i32.const 65536)))
                    (then (drop (memory.grow (i32.const 1))) (br $grow))))
                  (memory.copy (local.get $at) (local.get $old)
                    (select (local.get $old-size) (local.get $size) (i32.lt_u (local.get $old-size) (local.get $size))))
                  (local.get $at)))
              (core instance $memory (instantiate $Memory))
              (core func $f' (canon lower (func $f) (memory $memory "memory") (realloc (func $memory "realloc"))))
              (core module $M
                (import "" "f" (func $f (param{string.Concat(lowered.Parameters.Select(p => $" {p}"))}) (result{string.Concat(lowered.Results.Select(r => $" {r}"))})))
                (func (export "g") (param{core}) (result{returned})
                  {string.Concat(lifted.Parameters.Select((_, i) => $"(local.get {i}) "))} {(isStored ? "(i32.const 1024)" : "")} (call $f) {(isStored ? "(i32.const 1024)" : "")}))
              (core instance $m (instantiate $M (with "" (instance (export "f" (func $f'))))))
              (func (export "g") {parameters}{result} (canon lift (core func $m "g") (memory $memory "memory") (realloc (func $memory "realloc"))))
              (export "again" (func $f)))
            """;
    }

    private string Reference(ComponentValType? type) => type switch
    {
        null => "",
        PrimType prim => prim.ToString(),
        ListType { Length: { } length } list => $"(list {Reference(list.Element)} {length})",
        ListType list => $"(list {Reference(list.Element)})",
        TupleType tuple => $"(tuple {All(tuple.Elements)})",
        OptionType option => $"(option {Reference(option.Some)})",
        ResultType result => $"(result {Reference(result.Ok)}{(result.Error is null ? "" : $" (error {Reference(result.Error)})")})",
        MapType map => $"(map {Reference(map.Key)} {Reference(map.Value)})",
        StreamType stream => $"(stream {Reference(stream.Element)})",
        FutureType future => $"(future {Reference(future.Element)})",
        RecordType record => Named(type, $"(record {string.Concat(record.Fields.Select(field => $"(field \"{field.Label}\" {Reference(field.Type)})"))})"),
        VariantType variant => Named(type, $"(variant {string.Concat(variant.Cases.Select(item => $"(case \"{item.Label}\" {Reference(item.Type)})"))})"),
        EnumType names => Named(type, $"(enum {string.Concat(names.Labels.Select(label => $"\"{label}\" "))})"),
        FlagsType names => Named(type, $"(flags {string.Concat(names.Labels.Select(label => $"\"{label}\" "))})"),
        _ => throw new NotSupportedException(type.ToString()),
    };

    private string All(IEnumerable<ComponentValType> types) => string.Join(' ', types.Select(Reference));

    // A component mentions these by imports only.
    private string Named(ComponentValType type, string definition)
    {
        if (_named.TryGetValue(type, out string? known)) return known;
        string name = $"$t{_named.Count}";
        _declarations.Append($"(type {name}-here {definition}) (import \"type-t{_named.Count}\" (type {name} (eq {name}-here)))\n");
        _named.Add(type, name);
        return name;
    }
}
