using System.Reflection;
using Caisson.Wasm.Syntax;

namespace Caisson.Runtime.Tests.Traps;

public sealed class TrapTests
{
    /// <summary>All but those of components, which no emitted code raises.</summary>
    public static TheoryData<TrapKind> Kinds { get; } =
        [.. Enum.GetValues<TrapKind>().Where(kind => kind is < TrapKind.InvalidComponentValue or > TrapKind.InterfaceMisuse)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public unsafe void Each_kind_has_a_helper_of_its_name_and_a_text(TrapKind kind)
    {
        // The one that takes a context finds it empty.
        byte* state = stackalloc byte[64];
        object[] context = [(nint)(state + 64)];
        MethodInfo helper = typeof(Trap).GetMethod(kind.ToString())!;
        TrapException trap = Assert.Throws<TrapException>(
            () => helper.Invoke(null, BindingFlags.DoNotWrapExceptions, null, context[..helper.GetParameters().Length], null));
        Assert.Equal(kind, trap.Kind);
        Assert.Equal(trap.WasmText, trap.Message);
        Assert.NotEmpty(trap.WasmText);
    }

    [Fact]
    public void Every_kind_has_a_text_of_its_own()
    {
        TrapKind[] kinds = Enum.GetValues<TrapKind>();
        Assert.Equal(kinds.Length, kinds.Select(kind => new TrapException(kind).WasmText).Distinct().Count());
    }

    [Fact]
    public void A_trap_may_say_more_than_its_kind()
    {
        var trap = new TrapException(TrapKind.InvalidHandle, "unknown handle index 5");
        Assert.Equal((TrapKind.InvalidHandle, "unknown handle index 5", "unknown handle index 5"), (trap.Kind, trap.WasmText, trap.Message));
        var ended = new TrapException("thread 1", trap);
        Assert.Equal((trap.WasmText, "unknown handle index 5 in thread 1"), (ended.WasmText, ended.Message));
    }

    [Fact]
    public void There_is_no_helper_without_a_kind() =>
        Assert.Empty(typeof(Trap).GetMethods(BindingFlags.Public | BindingFlags.Static).Select(method => method.Name)
            .Except(Enum.GetNames<TrapKind>()).Except([nameof(Equals), nameof(ReferenceEquals)]));

    [Theory]
    [InlineData("math", "add", 0x1a2b, "math!add @ 0x1a2b")]
    [InlineData(null, "add", null, "add")]
    [InlineData("math", null, 16, "math!func[7] @ 0x10")]
    public void A_frame_reads_as_module_function_offset(string? module, string? function, int? offset, string expected) =>
        Assert.Equal(expected, new WasmFrame(module, function, new FuncIdx(7), offset).ToString());
}
