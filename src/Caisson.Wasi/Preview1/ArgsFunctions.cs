using Caisson.Runtime;

namespace Caisson.Wasi.Preview1;

/// <summary>The guest's arguments. witx: args_*</summary>
/// <param name="args">The arguments.</param>
internal sealed class ArgsFunctions(IEnumerable<string> args)
{
    private readonly StringsLayout _args = new(args);

    /// <summary>witx: args_get</summary>
    public Errno Get(Memory memory, uint addresses, uint bytes) => _args.Write(memory, addresses, bytes);

    /// <summary>witx: args_sizes_get</summary>
    public Errno SizesGet(Memory memory, uint count, uint size) => _args.WriteSizes(memory, count, size);
}
