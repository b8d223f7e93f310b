using Caisson.Wasm.Syntax;

namespace Caisson.Runtime;

/// <summary>The messages of this project, apart from those of traps.</summary>
internal static class RuntimeErrors
{
    public static ResourceException MemoryTooLarge(MemType type, ulong maxBytes) =>
        new($"a memory of {type.Limits.Min} pages can't be made: the limit is {maxBytes} bytes, or the system has no more");

    public static PlatformNotSupportedException NoGuardPages(string obstacle) =>
        new($"there are no guard pages in this process: {obstacle}; explicit checks work everywhere");

    public static ResourceException NoAddressSpace() => new(
        "there is no address space left for a memory with guard pages, which takes 8 GiB: drop instances that aren't needed, or set EngineOptions.MemoryChecks to Explicit");

    public static ResourceException TableTooLarge(TableType type, long maxElements) =>
        new($"a table of {type.Limits.Min} elements can't be made: the limit is {maxElements}");

    public static ArgumentException NotDefined(string name, ExternKind kind) =>
        new($"the instance exports no {Noun(kind)} named \"{name}\"", nameof(name));

    public static ArgumentException ExportsNoFunction(string name) =>
        new($"the module exports no function named \"{name}\"", nameof(name));

    public static ArgumentException DelegateDoesNotFit(Type delegateType, FuncType type) =>
        new($"{delegateType} doesn't fit a function of type {type}; {Signature(type)} would");

    public static ArgumentException NotAWasmType(Type type, Type delegateType) =>
        new($"{type} in {delegateType} has no WebAssembly type: use int, long, float, double, Vector128<byte>, Function or object");

    public static ArgumentException WrongArgumentCount(FuncType type, int count) =>
        new($"a function of type {type} takes {type.Parameters.Length} arguments, not {count}");

    public static ArgumentException TagWithResults(FuncType type) =>
        new($"a tag has no results: {type}", nameof(type));

    public static ArgumentException WrongPayload(FuncType type, int count) =>
        new($"an exception of a tag of type {type} carries {type.Parameters.Length} values, not {count}");

    public static ArgumentException WrongValue(ValType type, Value value) =>
        new($"{value} is not a value of type {type}");

    public static InvalidOperationException WrongResult(FuncType type, int index, Value value) =>
        new($"a host function of type {type} left {value} as result {index}, which is not a {type.Results[index]}");

    public static InvalidOperationException EnteredElsewhere() => new(
        "another thread is inside this instance, or one that it is linked to: an instance belongs to one thread at a time, unless its module has a shared memory");

    public static NotSupportedException NoImages(ICodeBackend backend) => new($"the code of the backend {backend.Name} can't be kept in files");

    public static InvalidOperationException NoFuel() => new("fuel isn't counted: its engine has no EngineOptions.Fuel");

    public const string Cancelled = "the guest's code was cancelled";

    public static InvalidOperationException NotInterruptible() =>
        new("the instance can't be interrupted: its engine has EngineOptions.Interruption switched off");

    public static InvalidOperationException ConstantField(int field) => new($"field {field} of this structure can't be set");

    public static InvalidOperationException ConstantElement() => new("the elements of this array can't be set");

    public static ArgumentException NoDefault(ValType type) => new($"a field of type {type} has no default: give all fields");

    public static ArgumentException WrongFieldCount(int expected, int count) => new($"the structure has {expected} fields, not {count}");

    public static ArgumentException WrongTypeIndex(TypeIdx index, Type expected) => new($"type {index.Value} of the module is not a {expected.Name}");

    public static ArgumentException NeedsModule(ValType type) => new($"type {type} has a meaning in a module only: use the overload that takes one");

    public static ResourceException TooManyTypes() => new("there are too many types of structures and arrays in this process");

    public static InvalidOperationException NoBackend() =>
        new("no code backend: reference the Caisson.Compiler package, or set EngineOptions.Backend");

    public static NotSupportedException NotSupported(Opcode opcode, string where) =>
        new($"{opcode.Mnemonic} is not supported {where} by this version (feature: {opcode.Features})");

    public static string Noun(ExternKind kind) => kind switch
    {
        ExternKind.Func => "function",
        ExternKind.Table => "table",
        ExternKind.Mem => "memory",
        ExternKind.Global => "global",
        _ => "tag",
    };

    private static string Signature(FuncType type)
    {
        string result = type.Results.Length switch
        {
            0 => "void",
            1 => HostTypes.Of(type.Results[0]).Name,
            _ => $"({string.Join(", ", type.Results.Select(t => HostTypes.Of(t).Name))})",
        };
        return $"{result} ({string.Join(", ", type.Parameters.Select(t => HostTypes.Of(t).Name))})";
    }
}
