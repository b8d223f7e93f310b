using Caisson.Wasm.Syntax;

namespace Caisson.Wasm.Validation;

/// <summary>
/// Validates a module: first its definitions, then its function bodies, each for itself, in any order and by several threads.
/// Holding one means that the definitions are valid. Thread-safe. spec: valid-module
/// </summary>
public sealed class ModuleValidator
{
    /// <summary>Less code than this is validated within a few milliseconds: threads would hardly have started.</summary>
    private const int LeastParallelBytes = 256 * 1024;

    private FunctionValidator? _spare;

    private ModuleValidator(ModuleContext context) => Context = context;

    /// <summary>The module.</summary>
    public ModuleSyntax Module => Context.Module;

    /// <summary>The subtyping relation on the types of the module.</summary>
    public TypeMatcher Types => Context.Types;

    internal ModuleContext Context { get; }

    /// <summary>Validates a whole module.</summary>
    /// <param name="module">The module.</param>
    /// <param name="features">The proposals that the module may use.</param>
    /// <param name="maxDegreeOfParallelism">
    /// Number of threads that may work on it, this one included; at least 1. A small module takes one whatever the number, and the outcome is always the same.
    /// </param>
    /// <exception cref="InvalidException">The module is invalid; the failure of the first invalid function is reported.</exception>
    /// <exception cref="MalformedException">A function body is malformed.</exception>
    public static ModuleValidator Validate(ModuleSyntax module, Features features = Features.Wasm3, int maxDegreeOfParallelism = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDegreeOfParallelism, 1);
        ModuleValidator validator = ValidateDefinitions(module, features);
        bool isSmall = module.Code.IsEmpty || module.SectionAt(SectionId.Code).Length < LeastParallelBytes;
        if (maxDegreeOfParallelism == 1 || isSmall) validator.ValidateFunctions();
        else new ParallelValidation(validator).Run(maxDegreeOfParallelism);
        return validator;
    }

    /// <summary>Validates all of a module but its function bodies.</summary>
    /// <param name="module">The module.</param>
    /// <param name="features">The proposals that the module may use.</param>
    /// <exception cref="InvalidException">The module is invalid.</exception>
    public static ModuleValidator ValidateDefinitions(ModuleSyntax module, Features features = Features.Wasm3)
    {
        ArgumentNullException.ThrowIfNull(module);
        ModuleContext context = new(module, features);
        DefinitionValidator.Validate(context);
        return new(context);
    }

    /// <summary>Validates one function body.</summary>
    /// <param name="body">Index of the function, not counting imports.</param>
    /// <exception cref="InvalidException">The body is invalid.</exception>
    /// <exception cref="MalformedException">The body is malformed.</exception>
    public void ValidateFunction(int body)
    {
        FunctionValidator validator = Interlocked.Exchange(ref _spare, null) ?? new(this);
        validator.Validate(body);
        _spare = validator;
    }

    private void ValidateFunctions()
    {
        FunctionValidator validator = new(this);
        for (int body = 0; body < Module.Code.Length; body++) validator.Validate(body);
    }
}
