using Caisson.Components.Values;
using Caisson.Wasi.Components;

namespace Caisson.Wasi.Config;

/// <summary>wasi:config, a draft: values by their names.</summary>
internal static class ConfigInterfaces
{
    public static void Define(InterfaceSet draft, WasiHost host)
    {
        IReadOnlyList<KeyValuePair<string, string>> granted = host.Options.Config;
        Dictionary<string, string> values = new(granted.Count, StringComparer.Ordinal);
        foreach ((string key, string value) in granted) values[key] = value;
        draft["config/store"]
            .DefineFunction("get", (_, a) => ComponentValue.Ok(HostValues.Option(values.GetValueOrDefault(a[0].AsString()))))
            .DefineFunction("get-all", (_, _) => ComponentValue.Ok(
                ComponentValue.List([.. values.Select(value => ComponentValue.Tuple(ComponentValue.String(value.Key), ComponentValue.String(value.Value)))])));
    }
}
