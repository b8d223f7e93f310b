using Caisson.Runtime;

namespace Caisson.Wasi.Preview1;

/// <summary>The guest's arguments. witx: args_*</summary>
/// <param name="args">The arguments.</param>
internal sealed class ArgsFunctions(IEnumerable<string> args)
{
    private StringsLayout Layout => field ??= new(args);

    /// <summary>witx: args_get</summary>
    public Errno Get(Memory memory, uint addresses, uint bytes) => Layout.Write(memory, addresses, bytes);

    /// <summary>witx: args_sizes_get</summary>
    public Errno SizesGet(Memory memory, uint count, uint size) => Layout.WriteSizes(memory, count, size);
}
