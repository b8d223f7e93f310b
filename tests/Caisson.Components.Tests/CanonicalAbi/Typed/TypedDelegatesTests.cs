using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Typed;
using Caisson.Components.Types;
using Caisson.Runtime;

namespace Caisson.Components.Tests.CanonicalAbi.Typed;

public sealed class TypedDelegatesTests
{
    [Fact]
    public void Arguments_and_results_travel_through_core_values()
    {
        var call = TypedDelegates.Create<Func<int, string, string>>(Layout(T.String, T.S32, T.String), new Echo(last: true));
        Assert.Equal("x", call(5, "x"));
        var none = TypedDelegates.Create<Func<int>>(Layout(T.S32), new Echo(last: false));
        Assert.Equal(0, none());
        var action = TypedDelegates.Create<Action<int>>(Layout(null, T.S32), new Echo(last: true));
        action(5);
    }

    [Fact]
    public void Many_arguments_travel_through_memory()
    {
        ComponentValType five = T.Tuple([.. Enumerable.Repeat(T.S32, 5)]);
        var call = TypedDelegates.Create<Func<(int, int, int, int, int), (int, int, int, int, int), (int, int, int, int, int), (int, int, int, int, int), (int, int, int, int, int)>>(
            Layout(five, five, five, five, five), new Echo(last: true));
        Assert.Equal((6, 7, 8, 9, 10), call(default, default, default, (6, 7, 8, 9, 10)));
    }

    [Fact]
    public void Delegates_that_do_not_fit_are_rejected()
    {
        Assert.Throws<ArgumentException>(() => TypedDelegates.Create<Func<int, int>>(Layout(T.S32), new Echo(last: true)));
        Assert.Throws<ArgumentException>(() => TypedDelegates.Create<Func<long>>(Layout(T.S32), new Echo(last: true)));
        Assert.Throws<ArgumentException>(() => TypedDelegates.Create<Action>(Layout(T.S32), new Echo(last: true)));
        Assert.Throws<ArgumentException>(() => TypedDelegates.Create<Func<int>>(Layout(null), new Echo(last: true)));
        Assert.Throws<ArgumentException>(() => TypedDelegates.Create<Predicate<int>>(Layout(T.Bool, T.S32), new Echo(last: true)));
    }

    private static FunctionLayout Layout(ComponentValType? result, params ComponentValType[] parameters) =>
        FunctionLayout.Of(T.Func(parameters, result), is64: false);

    /// <summary>Lowers the arguments, lifts them again, and returns the last of them, or the default.</summary>
    private sealed class Echo(bool last) : TypedCallee
    {
        public override Func<TParameters, TResult> Bind<TParameters, TResult>(FunctionLayout layout)
        {
            var typed = new TypedFunctionLayout<TParameters, TResult>(layout);
            return parameters => Call(typed, parameters);
        }

        private TResult Call<TParameters, TResult>(TypedFunctionLayout<TParameters, TResult> layout, TParameters parameters)
        {
            LiftLowerContext cx = new ToyGuest().Context();
            var slots = new Value[16];
            var writer = new CoreValueWriter(slots);
            layout.Parameters.LowerFlatValues(cx, AbiLimits.MaxFlatParams, parameters, ref writer);
            var reader = new CoreValueReader(slots.AsSpan(0, writer.Count));
            TParameters lifted = layout.Parameters.LiftFlatValues(cx, AbiLimits.MaxFlatParams, ref reader);
            Assert.Equal(parameters, lifted);
            object? item = last ? ((System.Runtime.CompilerServices.ITuple)lifted!)[^1] : null;
            TResult result = item is TResult same ? same : default!;
            var back = new CoreValueWriter(slots);
            layout.LowerResult(cx, AbiLimits.MaxFlatResults, result, ref back, outParam: 1024);
            Value[] flat = back.Count == 0 ? [1024] : slots[..back.Count];
            var results = new CoreValueReader(flat);
            return layout.LiftResult(cx, AbiLimits.MaxFlatResults, ref results);
        }
    }
}
