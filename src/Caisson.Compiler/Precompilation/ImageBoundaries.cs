using System.Reflection;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// The methods for calls between guest and host in images that stay in the process: what is found here needn't be emitted. They depend on nothing but the
/// type, so whose image they come from doesn't matter. Thread-safe.
/// </summary>
internal static class ImageBoundaries
{
    private static readonly Dictionary<FuncType, Boundary> Known = new(FuncTypeComparer.Instance);

    /// <summary>Adds those of an image.</summary>
    public static void Offer(System.Reflection.Module image, ImageManifest manifest, ModuleSyntax module)
    {
        lock (Known)
        {
            for (int i = 0; i < manifest.BoundaryCount; i++)
            {
                BoundaryTokens tokens = manifest.BoundaryAt(i);
                Known.TryAdd((FuncType)module.Types[tokens.Type].Comp, new Boundary(image, tokens));
            }
        }
    }

    /// <summary>A delegate that calls functions with arguments in arrays; null where there is none.</summary>
    public static unsafe Invoker? Invoker(FuncType type)
    {
        if (Find(type) is not { } known) return null;

        // Every program that starts needs one: to bind a delegate to the method itself would take reflection, and milliseconds.
        var invoker = (delegate*<object?, nint, nint, Value[], Value[], void>)Code(known.Image, known.Tokens.Invoker);
        return (code, context, arguments, results) => invoker(null, code, context, arguments, results);
    }

    /// <summary>The address of code that calls a delegate of the host; zero where there is none.</summary>
    public static nint HostThunk(Type delegateType, FuncType type)
    {
        if (Find(type) is not { } known) return 0;
        int token = delegateType == typeof(HostFunction) ? known.Tokens.Untyped : HostTypes.TakesCaller(delegateType) ? known.Tokens.TypedWithCaller : known.Tokens.Typed;
        return token == 0 ? 0 : Code(known.Image, token);
    }

    /// <summary>A typed delegate that calls a function; null where there is none, or of another delegate type.</summary>
    public static Delegate? Delegate(Type delegateType, Function function) =>
        Find(function.Type) is { } known
            ? Bind(delegateType, function, known.Call) ?? Bind(delegateType, function, known.UnsignedCall)
            : null;

    private static Boundary? Find(FuncType type)
    {
        lock (Known) return Known.TryGetValue(type, out Boundary? known) ? known : null;
    }

    private static Delegate? Bind(Type delegateType, Function function, MethodInfo? method) =>
        method is null ? null : System.Delegate.CreateDelegate(delegateType, function, method, throwOnBindFailure: false);

    private static nint Code(System.Reflection.Module image, int token) => image.ModuleHandle.ResolveMethodHandle(token).GetFunctionPointer();

    private sealed class Boundary(System.Reflection.Module image, BoundaryTokens tokens)
    {
        public System.Reflection.Module Image => image;

        public BoundaryTokens Tokens => tokens;

        public MethodInfo? Call => field ??= Method(tokens.Call);

        public MethodInfo? UnsignedCall => field ??= Method(tokens.UnsignedCall);

        private MethodInfo? Method(int token) => token == 0 ? null : (MethodInfo)image.ResolveMethod(token)!;
    }
}
