using Caisson.Components.Linking;
using Caisson.Components.Values;

namespace Caisson.Cli.Wast.Components;

/// <summary>What Wasmtime's scripts find in their host: the instance <c>host</c>, with functions, a module and resources that check what they get.</summary>
internal static class ComponentSpectest
{
    /// <summary>Defines it all, with state of its own.</summary>
    public static void Define(ComponentLinker linker)
    {
        linker.DefineFunction("host-echo-u32", (_, arguments) => arguments[0]);
        linker.DefineFunction("host-return-two", (_, _) => 2u);
        ComponentLinkerInstance host = linker.DefineInstance("host");
        host.DefineFunction("return-three", (_, _) => 3u);
        host.DefineFunction("return-hi", (_, _) => "hi");
        host.DefineAsyncFunction("never-return", async (_, _, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(false);
            return default;
        });
        linker.DefineInstance("wasmtime").DefineFunction("gc", static (_, _) => Collect());
        host.DefineInstance("nested").DefineFunction("return-four", (_, _) => 4u);
        host.DefineModule("simple-module", linker.Engine.CompileText("""
            (module (global (export "g") i32 i32.const 100) (func (export "f") (result i32) i32.const 101))
            """));
        DefineResources(host);
    }

    private static void DefineResources(ComponentLinkerInstance host)
    {
        uint drops = 0, lastDrop = 0;
        var first = new ComponentResourceType("resource1", rep => (drops, lastDrop) = (drops + 1, (uint)rep));
        host.DefineResource("resource1", first);
        host.DefineResource("resource2", new ComponentResourceType("resource2"));
        host.DefineResource("resource1-again", first);
        host.DefineFunction("[constructor]resource1", (_, arguments) => ComponentValue.Own(first.Create(arguments[0].AsUInt32())));
        host.DefineFunction("[static]resource1.assert", (_, arguments) => Check(arguments[0], arguments[1].AsUInt32(), drops: true));
        host.DefineFunction("[static]resource1.last-drop", (_, _) => lastDrop);
        host.DefineFunction("[static]resource1.drops", (_, _) => drops);
        host.DefineFunction("[method]resource1.simple", (_, arguments) => Check(arguments[0], arguments[1].AsUInt32(), drops: false));
        host.DefineFunction("[method]resource1.take-borrow", (_, _) => default);
        host.DefineFunction("[method]resource1.take-own", (_, arguments) => Drop(arguments[1]));
    }

    private static ComponentValue Collect()
    {
        GC.Collect();
        return default;
    }

    private static ComponentValue Check(ComponentValue handle, uint expected, bool drops)
    {
        if (handle.AsResource().HostObject is not uint rep || rep != expected) throw new ScriptFailure($"the resource isn't {expected}");
        return drops ? Drop(handle) : default;
    }

    private static ComponentValue Drop(ComponentValue handle)
    {
        handle.AsResource().Dispose();
        return default;
    }
}
