using System.Buffers.Binary;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Caisson.Wasm.Text;

namespace Caisson.Runtime.Tests;

/// <summary>The handler of SIGSEGV between handlers of others.</summary>
[Collection(nameof(CollectionTests.Alone))]
public sealed unsafe partial class FaultHandlerTests
{
    private const int Segv = 11;

    private const string Accesses = "(memory 1) (func (export \"load\") (param i32) (result i32) (i32.load (local.get 0)))";

    [Fact]
    public void A_handler_in_front_that_passes_signals_on_does_no_harm()
    {
        Prepare();
        using var counter = new CountingHandler();
        for (int i = 0; i < 10; i++) Trap();
        Assert.InRange(counter.Count, 10, long.MaxValue);
    }

    [Fact]
    public void A_handler_that_is_there_before_keeps_getting_signals()
    {
        // A second copy of the engine installs its handler in front of what there is by then.
        Prepare();
        using var counter = new CountingHandler();
        var copy = new Copy();
        for (int i = 1; i <= 10; i++)
        {
            copy.Trap();
            Assert.InRange(counter.Count, i, long.MaxValue);
        }
        long before = counter.Count;
        Trap();
        Assert.InRange(counter.Count, before + 1, long.MaxValue);
        Assert.Throws<NullReferenceException>(() => ((string?)null)!.Length);
    }

    [Fact]
    public void Code_of_both_architectures_ends_in_the_previous_handler()
    {
        var (arenas, previous) = (unchecked((nint)0x1122334455667788), unchecked((nint)0x2122232425262728));
        byte[] x64 = FaultHandlerCode.Create(Architecture.X64, arenas, previous), arm64 = FaultHandlerCode.Create(Architecture.Arm64, arenas, previous);
        Assert.Equal(0x1122334455667788, BinaryPrimitives.ReadInt64LittleEndian(x64.AsSpan(12)));
        Assert.Equal([0x48, 0xB8, 0x28, 0x27, 0x26, 0x25, 0x24, 0x23, 0x22, 0x21, 0xFF, 0xE0], x64[94..]);
        Assert.Equal(94, x64[5] + 6);
        Assert.Equal(94, x64[27] + 28);
        Assert.Equal(20, (sbyte)x64[43] + 44);
        Assert.Equal(GuardedSlots.SlotSize, BinaryPrimitives.ReadUInt64LittleEndian(x64.AsSpan(46)));
        Assert.Equal(GuardedSlots.StateRoom, BinaryPrimitives.ReadInt32LittleEndian(x64.AsSpan(67)));
        Assert.Equal(GuardedSlots.StateRoom - ContextLayout.PollFault, BinaryPrimitives.ReadInt32LittleEndian(x64.AsSpan(78)));
        Assert.Equal(0x1122334455667788, BinaryPrimitives.ReadInt64LittleEndian(arm64.AsSpan(104)));
        Assert.Equal(GuardedSlots.SlotSize, BinaryPrimitives.ReadUInt64LittleEndian(arm64.AsSpan(112)));
        Assert.Equal(0x2122232425262728, BinaryPrimitives.ReadInt64LittleEndian(arm64.AsSpan(120)));
        Assert.Equal(128, arm64.Length);
    }

    private static void Prepare()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "the other handler is x64 code");
        Trap();
    }

    private static void Trap()
    {
        var engine = new Engine(new EngineOptions { MemoryChecks = MemoryChecks.GuardPages });
        Guest.Traps(TrapKind.OutOfBoundsMemoryAccess, () => Guest.Instantiate(Accesses, engine: engine).GetFunction<Func<int, int>>("load")(-1));
    }

    /// <summary>The engine's assemblies once more, in a load context of their own.</summary>
    private sealed class Copy
    {
        private readonly Delegate _load;

        public Copy()
        {
            var context = new AssemblyLoadContext("copy");
            string folder = AppContext.BaseDirectory;
            context.Resolving += (context, name) => context.LoadFromAssemblyPath(Path.Combine(folder, name.Name + ".dll"));
            foreach (string name in new[] { "Caisson.Wasm", "Caisson.Compiler" }) context.LoadFromAssemblyPath(Path.Combine(folder, name + ".dll"));
            Assembly runtime = context.LoadFromAssemblyPath(Path.Combine(folder, "Caisson.Runtime.dll"));
            Type engineType = runtime.GetType("Caisson.Runtime.Engine")!;
            object engine;
            using (context.EnterContextualReflection()) engine = Activator.CreateInstance(engineType)!;
            ReadOnlyMemory<byte> bytes = WatParser.Parse(Accesses);
            object module = engineType.GetMethod("Compile")!.Invoke(engine, [bytes])!;
            object instance = module.GetType().GetMethod("Instantiate")!.Invoke(module, [null, null])!;
            object function = instance.GetType().GetMethods().Single(method => method is { Name: "GetFunction", IsGenericMethod: false }).Invoke(instance, ["load"])!;
            _load = (Delegate)function.GetType().GetMethod("As")!.MakeGenericMethod(typeof(Func<int, int>)).Invoke(function, null)!;
            Assert.NotSame(typeof(Engine).Assembly, runtime);
        }

        public void Trap()
        {
            Exception trap = Assert.ThrowsAny<Exception>(() => ((Func<int, int>)_load)(-1));
            Assert.Equal("Caisson.Runtime.TrapException", trap.GetType().FullName);
        }
    }

    /// <summary>A handler that counts signals and goes on to the one that it found; gone when disposed of.</summary>
    private sealed class CountingHandler : IDisposable
    {
        private readonly byte[] _before = new byte[256];
        private readonly long* _count = (long*)NativeMemory.AllocZeroed(8);

        public CountingHandler()
        {
            fixed (byte* before = _before) Assert.Equal(0, sigaction(Segv, null, before));

            //             mov rax, count              lock inc qword [rax]    mov rax, previous                   jmp rax
            byte[] code = [0x48, 0xB8, .. new byte[8], 0xF0, 0x48, 0xFF, 0x00, 0x48, 0xB8, .. _before.AsSpan(0, 8), 0xFF, 0xE0];
            BinaryPrimitives.WriteInt64LittleEndian(code.AsSpan(2), (nint)_count);
            Assert.True(VirtualMemory.TryMakeExecutable(code, out nint address));
            byte[] action = [.. _before];
            BinaryPrimitives.WriteInt64LittleEndian(action, address);
            fixed (byte* now = action) Assert.Equal(0, sigaction(Segv, now, null));
        }

        public long Count => Volatile.Read(ref *_count);

        public void Dispose()
        {
            fixed (byte* before = _before) _ = sigaction(Segv, before, null);
        }
    }

    [LibraryImport("libc")]
    private static partial int sigaction(int signal, byte* action, byte* previous);
}
