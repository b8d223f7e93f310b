using System.Text;
using Caisson.Components.Linking;
using Caisson.Components.Values;
using Caisson.Runtime;

namespace Caisson.Wasi.Tests.Components;

/// <summary>A function of an interface, and what its code looks like.</summary>
/// <param name="Name">As the interface has it.</param>
/// <param name="Type">Parameters and result, in component text.</param>
/// <param name="Flat">
/// Its core parameters, a letter each: <c>i</c> and <c>l</c> are numbers, <c>b</c> a borrowed handle, <c>B</c> a pointer to borrowed handles, whose number follows; then
/// <c>&gt;</c> and the result, where <c>p</c> is one that lies in memory.
/// </param>
/// <param name="Borrowed">What is borrowed, in that order.</param>
internal sealed record PassedFunction(string Name, string Type, string Flat, params string[] Borrowed);

/// <summary>An interface, or as much of it as a guest imports.</summary>
/// <param name="Name">Package, name and version, without <c>wasi:</c>.</param>
/// <param name="Types">Its types in component text.</param>
/// <param name="Exports">The names of those that others use.</param>
/// <param name="Functions">Its functions.</param>
internal sealed record PassedInterface(string Name, string Types, string[] Exports, params PassedFunction[] Functions);

/// <summary>
/// A component that exports functions of WASI as its own. Tests do by it what a guest does: values cross its memory, handles its table, both ways. What is lent to it, it drops
/// before it returns.
/// </summary>
internal sealed class PassingGuest : IDisposable
{
    private static readonly Engine Engine = new();

    private readonly WasiComponents _wasi;
    private readonly ComponentInstance _instance;
    private readonly Dictionary<string, ComponentFunction> _functions = [];

    public PassingGuest(WasiOptions options, params PassedInterface[] interfaces)
    {
        _wasi = new WasiComponents(options);
        var linker = new ComponentLinker(Engine);
        _wasi.AddTo(linker);
        PassedFunction[] functions = [.. interfaces.SelectMany(i => i.Functions)];
        _instance = linker.Instantiate(Component.CompileText(Engine, Text(interfaces)));
        for (int i = 0; i < functions.Length; i++) _functions.Add(functions[i].Name, _instance.GetFunction($"f{i}"));
    }

    /// <summary>Calls a function, by way of the guest; for a minute at most, which is far more than anything here takes.</summary>
    public ComponentValue Call(string function, params ComponentValue[] arguments)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        return _functions[function].Call(arguments, patience.Token);
    }

    /// <summary>Calls a function that must succeed, and gives what it returns.</summary>
    public ComponentValue Succeed(string function, params ComponentValue[] arguments)
    {
        ComponentValue result = Call(function, arguments);
        Assert.True(result.IsOk, $"{function}: {result}");
        return result.Payload ?? default;
    }

    /// <summary>Calls a function that must fail, and gives what it says.</summary>
    public string Fail(string function, params ComponentValue[] arguments)
    {
        ComponentValue result = Call(function, arguments);
        Assert.True(result.IsError, $"{function}: {result}");
        return result.Payload?.Label ?? "";
    }

    /// <summary>Calls a function that must trap: the guest is gone then.</summary>
    public TrapException Trap(string function, params ComponentValue[] arguments) => Assert.Throws<TrapException>(() => Call(function, arguments));

    public void Dispose()
    {
        _instance.Store.Dispose();
        _wasi.Dispose();
    }

    private static string Text(PassedInterface[] interfaces)
    {
        StringBuilder imports = new(), lowered = new(), code = new(), given = new(), lifted = new();
        HashSet<string> resources = [.. interfaces.SelectMany(i => i.Functions).SelectMany(f => f.Borrowed)];
        foreach (string resource in resources)
        {
            lowered.AppendLine($"(core func $drop-{resource} (canon resource.drop ${resource}))");
            code.Insert(0, $"(import \"\" \"drop-{resource}\" (func $drop-{resource} (param i32)))\n");
            given.AppendLine($"(export \"drop-{resource}\" (func $drop-{resource}))");
        }
        int number = 0;
        for (int i = 0; i < interfaces.Length; i++)
        {
            PassedInterface passed = interfaces[i];
            imports.AppendLine($"(import \"wasi:{passed.Name}\" (instance $i{i} {passed.Types}");
            foreach (PassedFunction function in passed.Functions) imports.AppendLine($"  (export \"{function.Name}\" (func {function.Type}))");
            imports.AppendLine("))");
            foreach (string type in passed.Exports) imports.AppendLine($"(alias export $i{i} \"{type}\" (type ${type}))");
            foreach (PassedFunction function in passed.Functions)
            {
                lowered.AppendLine(
                    $"(core func $l{number} (canon lower (func $i{i} \"{function.Name}\") (memory (core memory $memory \"m\")) (realloc (core func $memory \"realloc\"))))");
                code.Insert(0, $"(import \"\" \"l{number}\" (func $l{number} {Signature(function, isLowered: true)}))\n");
                code.AppendLine(Body(function, number));
                given.AppendLine($"(export \"l{number}\" (func $l{number}))");
                lifted.AppendLine(
                    $"(func (export \"f{number}\") {function.Type} (canon lift (core func $m \"f{number}\") (memory (core memory $memory \"m\")) " +
                    $"(realloc (core func $memory \"realloc\")) (post-return (core func $memory \"end-{Result(function)}\"))))");
                number++;
            }
        }
        return $"""
            (component
              {imports}
              (core module $Memory
                (memory (export "m") 64)
                (global $free (mut i32) (i32.const 8192))
                (func (export "realloc") (param $old i32) (param $old-size i32) (param $alignment i32) (param $size i32) (result i32) (local $at i32)
                  (local.set $at (i32.and (i32.add (global.get $free) (i32.const 7)) (i32.const -8)))
                  (global.set $free (i32.add (local.get $at) (local.get $size)))
                  (memory.copy (local.get $at) (local.get $old) (local.get $old-size))
                  (local.get $at))
                (func $end (export "end-n") (global.set $free (i32.const 8192)))
                (func (export "end-i") (param i32) (call $end))
                (func (export "end-p") (param i32) (call $end))
                (func (export "end-l") (param i64) (call $end)))
              (core instance $memory (instantiate $Memory))
              {lowered}
              (core module $M
                (import "" "m" (memory 64))
                {code})
              (core instance $m (instantiate $M (with "" (instance (export "m" (memory $memory "m")) {given}))))
              {lifted})
            """;
    }

    private static char Result(PassedFunction function) => function.Flat.EndsWith('>') ? 'n' : function.Flat[^1];

    private static string Parameters(PassedFunction function) => function.Flat[..function.Flat.IndexOf('>', StringComparison.Ordinal)];

    private static string Signature(PassedFunction function, bool isLowered)
    {
        char result = Result(function);
        IEnumerable<string> parameters = Parameters(function).Select(letter => letter == 'l' ? "i64" : "i32");
        if (isLowered && result == 'p') parameters = parameters.Append("i32");
        string results = result == 'n' || (isLowered && result == 'p') ? "" : $"(result {(result == 'l' ? "i64" : "i32")})";
        return $"(param {string.Join(' ', parameters)}) {results}";
    }

    private static string Body(PassedFunction function, int number)
    {
        const string Returned = "(i32.const 64)";
        string parameters = Parameters(function);
        bool isPointer = Result(function) == 'p';
        StringBuilder body = new();
        body.Append($"(func (export \"f{number}\") {Signature(function, isLowered: false)} ");
        for (int i = 0; i < parameters.Length; i++) body.Append($"(local.get {i}) ");
        if (isPointer) body.Append(Returned);
        body.Append($"(call $l{number}) ");
        int borrowed = 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i] == 'b') body.Append($"(call $drop-{function.Borrowed[borrowed++]} (local.get {i})) ");
            else if (parameters[i] == 'B')
            {
                body.Append($"""
                    (block $end (loop $next
                      (br_if $end (i32.eqz (local.get {i + 1})))
                      (call $drop-{function.Borrowed[borrowed++]} (i32.load (local.get {i})))
                      (local.set {i} (i32.add (local.get {i}) (i32.const 4)))
                      (local.set {i + 1} (i32.sub (local.get {i + 1}) (i32.const 1)))
                      (br $next)))
                    """);
            }
        }
        if (isPointer) body.Append(Returned);
        return body.Append(')').ToString();
    }
}
