using Caisson.Wasm.Text;

namespace Caisson.Runtime.Tests;

/// <summary>What docs/snapshots.md shows.</summary>
public sealed class SnapshotSampleTests
{
    private const string Guest = """
        (global $answer (mut i32) (i32.const 0))
        (func (export "think") (global.set $answer (i32.const 42)))
        (func (export "answer") (result i32) (global.get $answer))
        """;

    [Fact]
    public void An_instance_becomes_a_module()
    {
        var engine = new Engine();
        Instance instance = engine.Compile(WatParser.Parse(Guest)).Instantiate();
        instance.GetFunction("think").Invoke();

        byte[] snapshot = ModuleSnapshot.Take(instance, new SnapshotOptions { RemovedExports = ["think"] });

        Instance another = engine.Compile(snapshot).Instantiate();
        Assert.Equal(42, another.GetFunction<Func<int>>("answer")());
    }
}
