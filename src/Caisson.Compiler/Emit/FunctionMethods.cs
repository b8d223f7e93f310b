using System.Reflection;
using System.Reflection.Emit;
using Caisson.Compiler.Ir;
using Caisson.Compiler.Splitting;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Emit;

/// <summary>The methods that a function becomes: one, or several where it is split or has a large frame.</summary>
internal static class FunctionMethods
{
    /// <summary>A frame that may be larger than this is checked before it exists; up to here it may dip into the host's reserve.</summary>
    private const int LargeFrame = 64 * 1024;

    /// <summary>
    /// Beyond some size the JIT gives up optimising, and every intermediate value gets a place in the frame: measured, up to 5 bytes
    /// for each byte of wasm.
    /// </summary>
    private const int FrameBytesPerBodyByte = 6;

    /// <summary>Defines the method by which a function is called.</summary>
    /// <param name="code">The module.</param>
    /// <param name="type">Where to.</param>
    /// <param name="function">Index of the function.</param>
    /// <param name="suffix">What its name ends with.</param>
    public static MethodBuilder Define(IModuleCode code, TypeBuilder type, int function, string suffix = "")
    {
        FuncType its = code.Module.TypeOf(new FuncIdx((uint)function));
        return type.DefineMethod(
            EmittedAssembly.NameOf(function) + suffix, MethodAttributes.Public | MethodAttributes.Static, code.ReturnTypeOf(its), code.ParameterTypesOf(its));
    }

    /// <summary>Writes a function, and what else it needs.</summary>
    /// <param name="code">The module.</param>
    /// <param name="method">As <see cref="Define"/> made it.</param>
    /// <param name="body">The function.</param>
    /// <param name="checkpoint">Called now and then; may throw.</param>
    public static void Emit(IModuleCode code, MethodBuilder method, FunctionIr body, Action? checkpoint)
    {
        checkpoint?.Invoke();
        var type = (TypeBuilder)method.DeclaringType!;
        FunctionSplitter.Apply(code, body, BodyBytes(body));
        MethodBuilder[] parts = PartMethods.Define((ModuleBuilder)type.Module, type, body);
        if (parts.Length > 0) method.SetImplementationFlags(MethodImplAttributes.NoInlining);
        long frame = LargestFrame(body);
        if (frame > LargeFrame)
        {
            // The JIT touches every page of a large frame before the first instruction: check in a small frame before it.
            MethodBuilder inner = Define(code, type, body.Index, suffix: ".body");
            inner.SetImplementationFlags(MethodImplAttributes.NoInlining);
            code.Write(method, il => EmitForward(il, code.Layout, inner, body, frame - LargeFrame));
            method = inner;
        }
        foreach ((FunctionIr ir, MethodBuilder its) in body.Parts.Zip(parts).Prepend((body, method)))
        {
            checkpoint?.Invoke();
            FunctionEmitter.Emit(code, ir, its);
        }
    }

    private static int BodyBytes(FunctionIr body) => body.Module.Code[body.Index - body.Module.ImportCounts.Functions].Instructions.Length + body.InlinedBytes;

    /// <summary>
    /// An upper bound in bytes. Of a split function, with the frame of a part, which doesn't check the stack: locals may be in both, and in
    /// what they share; the rest is in one of them.
    /// </summary>
    private static long LargestFrame(FunctionIr body)
    {
        long locals = 16L * (body.Locals.Count + body.Type.Results.Length);
        return (body.Frame is null ? 1 : 3) * locals + FrameBytesPerBodyByte * (long)BodyBytes(body);
    }

    /// <summary>A tail call: loops made of tail calls must not leave the small frame behind.</summary>
    private static void EmitForward(ILGenerator il, ContextLayout layout, MethodBuilder inner, FunctionIr body, long margin)
    {
        StackCheck.Emit(il, layout, (int)Math.Min(margin, int.MaxValue));
        for (int i = 0; i <= body.Type.Parameters.Length; i++) il.EmitLoadArgument(i);
        il.Emit(OpCodes.Tailcall);
        il.Emit(OpCodes.Call, inner);
        il.Emit(OpCodes.Ret);
    }
}
