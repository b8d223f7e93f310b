using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Caisson.Compiler.Emit;
using Caisson.Runtime;
using Caisson.Wasm.Text;

namespace Caisson.Compiler.Tests.Emit;

public sealed class AssemblySequenceTests
{
    [Fact]
    public void An_assembly_has_few_types()
    {
        var sequence = new AssemblySequence();
        ModuleBuilder[] builders = [.. Enumerable.Range(0, 1_000).Select(_ => sequence.Next())];
        Assert.All(builders.CountBy(builder => builder), count => Assert.InRange(count.Value, 8, 16));
    }

    [Fact]
    public void An_assembly_has_little_code()
    {
        var sequence = new AssemblySequence();
        ModuleBuilder first = sequence.Next();
        ILGenerator il = Method(first, "large").GetILGenerator();
        while (il.ILOffset < 400_000) il.Emit(OpCodes.Nop);
        Assert.Same(first, sequence.Next());
        sequence.Count(il);
        Assert.NotSame(first, sequence.Next());
    }

    [Fact]
    public void The_builder_of_a_full_assembly_goes_although_its_types_stay()
    {
        var sequence = new AssemblySequence();
        (WeakReference builder, Type[] types) = Fill(sequence);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(builder.IsAlive);
        Assert.All(types, type => Assert.NotNull(type.GetMethod("f")));
        GC.KeepAlive(sequence);
    }

    /// <summary>Each function calls the one before it: in the same unit, in another one, in another assembly.</summary>
    [Fact]
    public void Functions_call_those_of_other_assemblies()
    {
        const int Count = 5_000;
        string functions = string.Concat(Enumerable.Range(1, Count).Select(i => $"(func (export \"f{i}\") (param i32) (result i32) (i32.add (call {i - 1} (local.get 0)) (i32.const {i})))"));
        Runtime.Module module = new Engine().Compile(WatParser.Parse($"(module (func (param i32) (result i32) (local.get 0)) {functions})"));
        module.CompileAll(TestContext.Current.CancellationToken);
        Instance instance = module.Instantiate();
        foreach (int i in new[] { 1, 100, Count / 2, Count }) Assert.Equal(7 + (i * (i + 1) / 2), instance.GetFunction<Func<int, int>>($"f{i}")(7));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference Builder, Type[] Types) Fill(AssemblySequence sequence)
    {
        ModuleBuilder first = sequence.Next(), builder = first;
        var types = new List<Type>();
        for (int i = 0; builder == first; i++)
        {
            MethodBuilder method = Method(builder, $"U{i}");
            method.GetILGenerator().Emit(OpCodes.Ret);
            types.Add(((TypeBuilder)method.DeclaringType!).CreateType());
            builder = sequence.Next();
        }
        return (new WeakReference(first), [.. types]);
    }

    private static MethodBuilder Method(ModuleBuilder builder, string type) =>
        builder.DefineType(type, TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed)
            .DefineMethod("f", MethodAttributes.Public | MethodAttributes.Static, typeof(void), []);
}
