using Caisson.Runtime;

namespace Caisson.Wasi.Preview1;

/// <summary>The guest's environment. witx: environ_*</summary>
/// <param name="variables">The variables.</param>
internal sealed class EnvironFunctions(IEnumerable<KeyValuePair<string, string>> variables)
{
    private StringsLayout Layout => field ??= new(Join(variables));

    /// <summary>witx: environ_get</summary>
    public Errno Get(Memory memory, uint addresses, uint bytes) => Layout.Write(memory, addresses, bytes);

    /// <summary>witx: environ_sizes_get</summary>
    public Errno SizesGet(Memory memory, uint count, uint size) => Layout.WriteSizes(memory, count, size);

    private static List<string> Join(IEnumerable<KeyValuePair<string, string>> variables)
    {
        List<string> joined = [];
        foreach ((string name, string value) in variables) joined.Add($"{name}={value}");
        return joined;
    }
}
