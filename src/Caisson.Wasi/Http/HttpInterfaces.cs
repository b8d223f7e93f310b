using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Wasi.Components;

namespace Caisson.Wasi.Http;

/// <summary>wasi:http: what 0.2 and 0.3 have in common, which is fields.</summary>
internal static partial class HttpInterfaces
{
    internal static readonly ComponentResourceType FieldsType = new("fields", static _ => { });

    public static void Define(InterfaceSet p2, InterfaceSet p3, WasiHost host)
    {
        DefineFields(p2["http/types"], hasSize: false);
        DefineFields(p3["http/types"], hasSize: true);
        DefineP2(p2, host);
        DefineP3(p3, host);
    }

    private static void DefineFields(ComponentLinkerInstance types, bool hasSize)
    {
        types
            .DefineResource("fields", FieldsType)
            .DefineFunction("[constructor]fields", (_, _) => FieldsType.New(new HttpFields()))
            .DefineFunction("[static]fields.from-list", (_, a) =>
                HttpFields.FromList(HttpValues.ToEntries(a[0]), out HttpFields fields) is not HeaderError.None and var error ? Failure(error) : ComponentValue.Ok(FieldsType.New(fields)))
            .DefineFunction("[method]fields.get", (_, a) => Values(a[0].Get<HttpFields>().Get(a[1].AsString())))
            .DefineFunction("[method]fields.has", (_, a) => ComponentValue.Bool(a[0].Get<HttpFields>().Has(a[1].AsString())))
            .DefineFunction("[method]fields.set", (_, a) => Answer(a[0].Get<HttpFields>().Set(a[1].AsString(), [.. a[2].AsElements().Select(value => value.AsSpan<byte>().ToArray())])))
            .DefineFunction("[method]fields.delete", (_, a) => Answer(a[0].Get<HttpFields>().Delete(a[1].AsString())))
            .DefineFunction("[method]fields.append", (_, a) => Answer(a[0].Get<HttpFields>().Append(a[1].AsString(), a[2].AsSpan<byte>().ToArray())))
            .DefineFunction("[method]fields.get-and-delete", (_, a) =>
                a[0].Get<HttpFields>().GetAndDelete(a[1].AsString(), out byte[][] values) is not HeaderError.None and var error ? Failure(error) : ComponentValue.Ok(Values(values)))
            .DefineFunction(hasSize ? "[method]fields.copy-all" : "[method]fields.entries", (_, a) => HttpValues.ToValue(a[0].Get<HttpFields>()))
            .DefineFunction("[method]fields.clone", (_, a) => FieldsType.New(a[0].Get<HttpFields>().Clone()));

        ComponentValue Failure(HeaderError error) => ComponentValue.Error(HttpValues.ToValue(error, hasSize));
        ComponentValue Answer(HeaderError error) => error == HeaderError.None ? ComponentValue.Ok() : Failure(error);
        static ComponentValue Values(byte[][] values) => ComponentValue.List([.. values.Select(value => HostValues.Bytes(value))]);
    }

    private static ComponentValue Answer(bool isOk) => isOk ? ComponentValue.Ok() : ComponentValue.Error();

    private static ComponentValue Some(ulong? number) => number is { } some ? ComponentValue.Some(ComponentValue.U64(some)) : ComponentValue.None;

    private static ComponentValue SomeScheme(string? scheme) => scheme is null ? ComponentValue.None : ComponentValue.Some(HttpValues.ToSchemeValue(scheme));

    private static ComponentValue SomeFields(HttpFields? fields) => fields is null ? ComponentValue.None : ComponentValue.Some(FieldsType.New(fields.Freeze()));
}
