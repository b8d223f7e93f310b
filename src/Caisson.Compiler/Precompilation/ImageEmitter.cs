using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Caisson.Compiler.Emit;
using Caisson.Compiler.Splitting;
using Caisson.Runtime;
using Caisson.Wasm.Syntax;

namespace Caisson.Compiler.Precompilation;

/// <summary>
/// Writes a whole module as one assembly: types of up to 64 functions, which call each other directly, the methods for calls between guest and host, and the wasm
/// bytes as a resource. One use; not shared between threads.
/// </summary>
internal sealed class ImageEmitter : IModuleCode
{
    /// <summary>Larger types load slowly.</summary>
    public const int MostFunctions = 64;

    private readonly Signatures _signatures = new();
    private readonly PersistedAssemblyBuilder _assembly;
    private readonly ModuleBuilder _image;
    private readonly MethodBuilder[] _methods;
    private readonly ImageLayouts _layouts;
    private readonly EmbeddedName? _embedded;
    private readonly CopiedOperations _operations;

    /// <summary>Writes nothing yet.</summary>
    /// <param name="module">The module.</param>
    /// <param name="types">Its types.</param>
    /// <param name="layout">Where its instances keep their state.</param>
    /// <param name="options">The engine's settings.</param>
    /// <param name="limits">How large functions may become.</param>
    /// <param name="embedded">What a program calls the code that becomes part of it; null for an image.</param>
    public ImageEmitter(ModuleSyntax module, TypeIds types, ContextLayout layout, EngineOptions options, JitLimits limits, EmbeddedName? embedded = null)
    {
        (Module, Types, Layout, Options, Limits, _embedded) = (module, types, layout, options, limits, embedded);
        string name = embedded?.Assembly ?? $"Caisson.Image.{Guid.NewGuid():N}";
        _assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        EmittedAssembly.Befriend(_assembly, typeof(Function).Assembly.GetName().Name!);
        _image = _assembly.DefineDynamicModule(name);
        _layouts = new ImageLayouts(_image, Types);
        _operations = new CopiedOperations(_image);
        _methods = new MethodBuilder[Module.Code.Length];
    }

    public ModuleSyntax Module { get; }

    public TypeIds Types { get; }

    public ContextLayout Layout { get; }

    public EngineOptions Options { get; }

    public JitLimits Limits { get; }

    public string? WithoutPass => null;

    /// <summary>Who builds a program doesn't know the processor that will run it.</summary>
    public bool IsPortable => _embedded is not null;

    public bool IsSaved => true;

    public MethodInfo EmittedMethod(int definedIndex) => _methods[definedIndex];

    /// <summary>What compiles a program inlines those of the runtime.</summary>
    public MethodInfo OperationFor(MethodInfo operation) => IsPortable ? operation : _operations.Of(operation);

    public StructLayout LayoutOf(TypeIdx type) => _layouts.Of(type);

    public void Write(MethodBuilder method, Action<ILGenerator> emit) => PersistedMethods.Write(method, emit);

    public Type ReturnTypeOf(FuncType type) => _signatures.ReturnTypeOf(type);

    public Type[] ParameterTypesOf(FuncType type) => _signatures.ParameterTypesOf(type);

    /// <summary>Writes the assembly.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="cancellation">Stops between two functions.</param>
    /// <exception cref="NotSupportedException">A function can't be compiled.</exception>
    public void Emit(Stream output, CancellationToken cancellation)
    {
        TypeBuilder[] units = DefineUnits();
        for (int i = 0; i < _methods.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            FunctionMethods.Emit(this, _methods[i], Pipeline.Run(this, i), cancellation.ThrowIfCancellationRequested);
        }
        Dictionary<string, MethodBuilder> boundary = BoundaryEmitter.Emit(_image, Module);
        if (_embedded is not null) new EmbeddedClass(_image, this, boundary, _layouts).Emit(_embedded.Class, units, _methods);
        foreach (TypeBuilder unit in units) unit.CreateType();
        _layouts.CreateTypes();
        _operations.CreateType();
        cancellation.ThrowIfCancellationRequested();
        Write(output);
    }

    /// <summary>What an image says of the assembly: its <see cref="ImageManifest"/>.</summary>
    /// <param name="assembly">The assembly, as it was written, or with machine code.</param>
    /// <param name="key">What it depends on.</param>
    /// <param name="memory">What memory 0 contains in the beginning.</param>
    public byte[] Describe(PEReader assembly, string key, InitialPages memory)
    {
        MetadataReader metadata = assembly.GetMetadataReader();
        var tokens = new AssemblyTokens(metadata);
        return ImageManifest.Write(
            key,
            metadata.GetGuid(metadata.GetModuleDefinition().Mvid),
            [.. tokens.Runs(_methods.Length, i => GuestMethod.NameOf(i + Module.ImportCounts.Functions))],
            [.. BoundaryEmitter.TypesOf(Module).Select(its => tokens.BoundaryOf(its.Index))],
            [.. _layouts.Used.Select(used => new LayoutToken(used.Type, tokens.TypeOf(used.Class)))],
            memory);
    }

    /// <summary>All methods exist before the first body, so that each can call each.</summary>
    private TypeBuilder[] DefineUnits()
    {
        var units = new TypeBuilder[(_methods.Length + MostFunctions - 1) / MostFunctions];
        for (int i = 0; i < _methods.Length; i++)
        {
            ref TypeBuilder unit = ref units[i / MostFunctions];
            unit ??= _image.DefineType(string.Create(CultureInfo.InvariantCulture, $"Unit{i}"), TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
            _methods[i] = FunctionMethods.Define(this, unit, i + Module.ImportCounts.Functions);
        }
        return units;
    }

    private void Write(Stream output)
    {
        MetadataBuilder metadata = _assembly.GenerateMetadata(out BlobBuilder il, out BlobBuilder fieldData);
        metadata.AddManifestResource(ManifestResourceAttributes.Public, metadata.GetOrAddString(EmbeddedWasm.Resource), default, 0);
        var resources = new BlobBuilder();
        resources.WriteInt32(Module.Bytes.Length);
        resources.WriteBytes(Module.Bytes.ToArray());
        resources.Align(8);
        var image = new BlobBuilder();
        new ManagedPEBuilder(
            new PEHeaderBuilder(imageCharacteristics: Characteristics.ExecutableImage | Characteristics.Dll), new MetadataRootBuilder(metadata), il, fieldData, resources).Serialize(image);
        image.WriteContentTo(output);
    }
}
