namespace Caisson.Runtime;

/// <summary>
/// An object of a guest on the heap of the CLR, which collects it: a structure, an array or an <c>i31</c>. It knows its WebAssembly
/// type, and may outlive the instance that made it. Reads and writes of one field are atomic up to 8 bytes, nothing more.
/// </summary>
public abstract class WasmObject
{
    /// <summary>Identity of the type: see <see cref="RuntimeTypes"/>. Read by emitted code.</summary>
    internal int Rtt;

    private protected WasmObject() { }
}
