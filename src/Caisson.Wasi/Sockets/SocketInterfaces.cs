using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Wasi.Components;

namespace Caisson.Wasi.Sockets;

/// <summary>wasi:sockets: what 0.2 and 0.3 have in common, which is the options of sockets. What they reach is what was granted.</summary>
internal static partial class SocketInterfaces
{
    public static void Define(InterfaceSet p2, InterfaceSet p3, WasiHost host)
    {
        DefineP2(p2, host);
        DefineTcpP3(p3["sockets/types"], host);
        DefineUdpP3(p3["sockets/types"], host);
        p3["sockets/ip-name-lookup"].DefineAsyncFunction("resolve-addresses", async (_, a, c) =>
        {
            (NetworkError error, System.Net.IPAddress[] addresses) = await host.Names.ResolveAsync(a[0].AsString(), c).ConfigureAwait(false);
            return error == NetworkError.None
                ? ComponentValue.Ok(ComponentValue.List([.. addresses.Select(NetworkValues.ToValue)]))
                : ComponentValue.Error(NetworkValues.ToLookupVariant(error));
        });
    }

    private static void DefineTcpSettings(ComponentLinkerInstance instance, string get, Func<ComponentValue, SocketSettings> settings, Func<NetworkError, ComponentValue> toError)
    {
        Options options = new(instance, "[method]tcp-socket.", get, settings, toError);
        options.Define("keep-alive-enabled", s => (s.GetKeepAlive(out bool value), ComponentValue.Bool(value)), (s, v) => s.SetKeepAlive(v.AsBoolean()));
        options.Define("keep-alive-idle-time", s => (s.GetKeepAliveIdleTime(out ulong value), ComponentValue.U64(value)), (s, v) => s.SetKeepAliveIdleTime(v.AsUInt64()));
        options.Define("keep-alive-interval", s => (s.GetKeepAliveInterval(out ulong value), ComponentValue.U64(value)), (s, v) => s.SetKeepAliveInterval(v.AsUInt64()));
        options.Define("keep-alive-count", s => (s.GetKeepAliveCount(out uint value), ComponentValue.U32(value)), (s, v) => s.SetKeepAliveCount(v.AsUInt32()));
        options.Define("hop-limit", s => (s.GetHopLimit(out byte value), ComponentValue.U8(value)), (s, v) => s.SetHopLimit(v.AsByte()));
        options.DefineBuffers();
    }

    private static void DefineUdpSettings(ComponentLinkerInstance instance, string get, Func<ComponentValue, SocketSettings> settings, Func<NetworkError, ComponentValue> toError)
    {
        Options options = new(instance, "[method]udp-socket.", get, settings, toError);
        options.Define("unicast-hop-limit", s => (s.GetHopLimit(out byte value), ComponentValue.U8(value)), (s, v) => s.SetHopLimit(v.AsByte()));
        options.DefineBuffers();
    }

    private static ComponentValue Answer(NetworkError error, Func<NetworkError, ComponentValue> toError) =>
        error == NetworkError.None ? ComponentValue.Ok() : ComponentValue.Error(toError(error));

    private static ComponentValue Answer(NetworkError error, System.Net.IPEndPoint? end, Func<NetworkError, ComponentValue> toError) =>
        error == NetworkError.None ? ComponentValue.Ok(NetworkValues.ToValue(end!)) : ComponentValue.Error(toError(error));

    /// <summary>The pairs of functions that read and set an option.</summary>
    private readonly record struct Options(
        ComponentLinkerInstance Instance, string Resource, string GetPrefix, Func<ComponentValue, SocketSettings> Settings, Func<NetworkError, ComponentValue> ToError)
    {
        public void Define(string name, Func<SocketSettings, (NetworkError, ComponentValue)> get, Func<SocketSettings, ComponentValue, NetworkError> set)
        {
            (Func<ComponentValue, SocketSettings> settings, Func<NetworkError, ComponentValue> toError) = (Settings, ToError);
            Instance.DefineFunction(Resource + GetPrefix + name, (_, a) =>
            {
                (NetworkError error, ComponentValue value) = get(settings(a[0]));
                return error == NetworkError.None ? ComponentValue.Ok(value) : ComponentValue.Error(toError(error));
            });
            Instance.DefineFunction($"{Resource}set-{name}", (_, a) => Answer(set(settings(a[0]), a[1]), toError));
        }

        public void DefineBuffers()
        {
            Define("receive-buffer-size", s => (s.GetReceiveBufferSize(out ulong value), ComponentValue.U64(value)), (s, v) => s.SetReceiveBufferSize(v.AsUInt64()));
            Define("send-buffer-size", s => (s.GetSendBufferSize(out ulong value), ComponentValue.U64(value)), (s, v) => s.SetSendBufferSize(v.AsUInt64()));
        }
    }
}
