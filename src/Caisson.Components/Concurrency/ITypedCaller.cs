using Caisson.Components.CanonicalAbi;
using Caisson.Components.CanonicalAbi.Typed;

namespace Caisson.Components.Concurrency;

/// <summary>A caller whose values can be C# types as well: a guest.</summary>
internal interface ITypedCaller : ITaskCaller
{
    /// <summary>How its values travel.</summary>
    FunctionLayout Layout { get; }

    /// <summary>The arguments. abi: OnStart</summary>
    /// <param name="layout">Of <see cref="Layout"/>.</param>
    /// <param name="cancellation">What a parameter that is a token gets.</param>
    TParameters OnStart<TParameters, TResult>(TypedFunctionLayout<TParameters, TResult> layout, CancellationToken cancellation);

    /// <summary>Takes what the callee returned. abi: OnResolve</summary>
    /// <param name="layout">Of <see cref="Layout"/>.</param>
    /// <param name="result">The result.</param>
    void OnResolve<TParameters, TResult>(TypedFunctionLayout<TParameters, TResult> layout, TResult result);
}
