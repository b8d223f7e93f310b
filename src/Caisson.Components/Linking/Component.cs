using System.Collections.Immutable;
using Caisson.Components.Binary;
using Caisson.Components.Syntax;
using Caisson.Components.Text;
using Caisson.Components.Types;
using Caisson.Components.Validation;
using Caisson.Runtime;
using Caisson.Wasm;

namespace Caisson.Components.Linking;

/// <summary>
/// A compiled component. Stateless: any number of instances share it. Safe to use from several threads. Collected, with its code, when nothing refers to it or
/// its instances. spec: component
/// </summary>
public sealed class Component
{
    private Component(Engine engine, ValidComponent valid)
    {
        (Engine, Valid) = (engine, valid);
        Modules = [.. valid.Modules.Select(engine.CompileValid)];
        Components = [.. valid.Components.Select(nested => new Component(engine, nested))];
        MayBlock = valid.Canons.Any(Blocking.CanBlock);
        AsksForThread = valid.Canons.Any(canon => canon.Definition.Kind is CanonKind.ContextGet or CanonKind.ContextSet or CanonKind.TaskReturn);
    }

    /// <summary>The engine that compiled its core modules.</summary>
    public Engine Engine { get; }

    /// <summary>What it imports and exports.</summary>
    public ComponentType Type => Valid.Type;

    /// <summary>The component as it was decoded and validated.</summary>
    public ValidComponent Valid { get; }

    /// <summary>The core modules that it defines, in order.</summary>
    public ImmutableArray<Module> Modules { get; }

    /// <summary>The components that it defines, in order.</summary>
    public ImmutableArray<Component> Components { get; }

    /// <summary>Whether code of its instances can block in the middle of a call.</summary>
    internal bool MayBlock { get; }

    /// <summary>Whether its instances have a built-in that asks for the current thread, and may be called while they may not be left.</summary>
    internal bool AsksForThread { get; }

    /// <summary>Decodes and validates a component and prepares the code of its core modules, as <see cref="Engine.Compile"/> does.</summary>
    /// <param name="engine">Compiles its core modules.</param>
    /// <param name="bytes">The binary component; must not change afterwards.</param>
    /// <exception cref="MalformedException">The bytes are not a component.</exception>
    /// <exception cref="InvalidException">The component breaks a rule of validation, or needs a feature that is not enabled.</exception>
    public static Component Compile(Engine engine, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ComponentSyntax syntax = ComponentDecoder.Decode(bytes);
        return new Component(engine, ComponentValidator.Validate(syntax, engine.Options.Features, engine.Options.MaxCompilationThreads));
    }

    /// <summary>As <see cref="Compile"/>, of a component in the text format.</summary>
    /// <param name="engine">Compiles its core modules.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="MalformedException">The text is not a component; the exception tells line and column.</exception>
    /// <exception cref="InvalidException">The component breaks a rule of validation, or needs a feature that is not enabled.</exception>
    public static Component CompileText(Engine engine, string text) => Compile(engine, ComponentParser.Parse(text));
}
