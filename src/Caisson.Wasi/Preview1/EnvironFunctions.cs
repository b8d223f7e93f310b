using Caisson.Runtime;

namespace Caisson.Wasi.Preview1;

/// <summary>The guest's environment. witx: environ_*</summary>
/// <param name="variables">The variables.</param>
internal sealed class EnvironFunctions(IEnumerable<KeyValuePair<string, string>> variables)
{
    private readonly StringsLayout _variables = new(variables.Select(v => $"{v.Key}={v.Value}"));

    /// <summary>witx: environ_get</summary>
    public Errno Get(Memory memory, uint addresses, uint bytes) => _variables.Write(memory, addresses, bytes);

    /// <summary>witx: environ_sizes_get</summary>
    public Errno SizesGet(Memory memory, uint count, uint size) => _variables.WriteSizes(memory, count, size);
}
