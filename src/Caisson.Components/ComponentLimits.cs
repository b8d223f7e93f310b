namespace Caisson.Components;

/// <summary>
/// How large a component may be. The specification leaves that to implementations; the numbers are those of wasmparser, and so of the
/// engines built on it, where nothing else is said. Core modules have limits of their own: <see cref="Wasm.ImplementationLimits"/>.
/// </summary>
public static class ComponentLimits
{
    /// <summary>Bytes of a component.</summary>
    public const int ComponentSize = 1 << 30;

    /// <summary>Components within components. No number of wasmparser: it bounds how deep anything recurses that walks components.</summary>
    public const int Nesting = 100;

    /// <summary>Types within types, whether written so or by reference: it bounds how deep anything recurses that walks types.</summary>
    public const int TypeDepth = 100;

    /// <summary>
    /// The size of a type: the number of its parts, each counted as often as the type mentions it. A few bytes can name a type that
    /// mentions another twice that mentions another twice, and so on.
    /// </summary>
    public const int TypeSize = 1_000_000;

    /// <summary>
    /// Steps of comparing and rewriting types that every component may cost, and ten more for each byte: a few bytes can import an
    /// instance of a large type, or instantiate a component with many imports, again and again. No number of wasmparser; components that
    /// tools make need a few thousand.
    /// </summary>
    public const int TypeWork = 4_000_000;

    /// <summary>Bytes of a value in a list, less one. abi: elem_size</summary>
    public const long ValueSize = 1 << 28;

    /// <summary>Types in a component or in the type of one.</summary>
    public const int Types = 1_000_000;

    /// <summary>Core modules that a component defines, imports or aliases.</summary>
    public const int Modules = 1_000;

    /// <summary>Components that a component defines, imports or aliases.</summary>
    public const int Components = 1_000;

    /// <summary>Instances and, counted apart, core instances.</summary>
    public const int Instances = 1_000;

    /// <summary>Values.</summary>
    public const int Values = 1_000;

    /// <summary>Functions and, each counted apart, core functions, tables, memories, globals and tags.</summary>
    public const int Items = 1_000_000;

    /// <summary>Imports.</summary>
    public const int Imports = 1_000_000;

    /// <summary>Exports.</summary>
    public const int Exports = 1_000_000;

    /// <summary>Declarations in the type of a core module.</summary>
    public const int ModuleTypeDeclarations = 100_000;

    /// <summary>Declarations in the type of a component or instance.</summary>
    public const int TypeDeclarations = 1_000_000;

    /// <summary>Arguments of an instantiation.</summary>
    public const int InstantiationArguments = 100_000;

    /// <summary>Exports of an instance that is made of named definitions.</summary>
    public const int InlineExports = 100_000;

    /// <summary>Arguments of a start function.</summary>
    public const int StartArguments = 1_000;

    /// <summary>Parameters of a function.</summary>
    public const int Parameters = 1_000;

    /// <summary>Fields of a record.</summary>
    public const int RecordFields = 10_000;

    /// <summary>Cases of a variant.</summary>
    public const int VariantCases = 10_000;

    /// <summary>Elements of a tuple.</summary>
    public const int TupleElements = 10_000;

    /// <summary>Labels of flags that are decoded; spec: validation allows 32.</summary>
    public const int FlagLabels = 1_000;

    /// <summary>Cases of an enum.</summary>
    public const int EnumCases = 10_000;

    /// <summary>Options of a canonical definition.</summary>
    public const int CanonOptions = 10;

    /// <summary>Attributes of a name that are decoded; spec: each kind may stand once.</summary>
    public const int NameAttributes = 100;
}
