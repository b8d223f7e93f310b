namespace Caisson.Runtime;

/// <summary>
/// A reference of the host where the guest sees an <c>anyref</c>: emitted code reads the type of anything there without asking
/// whether it has one. Exists inside guests only. Immutable. spec: syntax-ref
/// </summary>
internal sealed class HostObject : WasmObject
{
    private HostObject(object target) => (Target, Rtt) = (target, RuntimeTypes.Host);

    public object Target { get; }

    /// <summary>An <c>externref</c>, or what the host gives, as an <c>anyref</c>. spec: exec-any.convert_extern</summary>
    public static object? Internalize(object? reference) => reference is null or WasmObject ? reference : new HostObject(reference);

    /// <summary>An <c>anyref</c> as an <c>externref</c>, or as the host sees it. spec: exec-extern.convert_any</summary>
    public static object? Externalize(object? reference) => reference is HostObject host ? host.Target : reference;
}
