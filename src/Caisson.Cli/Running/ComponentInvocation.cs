using Caisson.Cli.Output;
using Caisson.Components.Linking;
using Caisson.Components.Types;
using Caisson.Components.Values;

namespace Caisson.Cli.Running;

/// <summary>
/// One call of a component's function from the command line. The function is named alone, or behind the instance that has it,
/// <c>local:calc/ops#add</c>. Arguments are WAVE: each one for itself behind the file, or all behind the name: <c>add(1, 2)</c>.
/// </summary>
/// <param name="Function">The function.</param>
/// <param name="Arguments">One for each parameter.</param>
internal sealed record ComponentInvocation(ComponentFunction Function, ComponentValue[] Arguments)
{
    /// <summary>Finds the function and reads the arguments.</summary>
    /// <exception cref="Failure">There is no such function, or an argument doesn't fit.</exception>
    public static ComponentInvocation Parse(ComponentInstance instance, string name, string[] texts)
    {
        try
        {
            if (!name.Contains('(', StringComparison.Ordinal))
            {
                ComponentFunction function = Find(instance, name);
                return new ComponentInvocation(function, Parse(function, texts));
            }
            if (texts.Length > 0) throw new Failure(ExitCode.Usage, $"`{name}` has its arguments already, and {texts.Length} more stand behind the file");
            WaveCall call = Wave.ParseCall(name);
            ComponentFunction called = Find(instance, call.Name);
            return new ComponentInvocation(called, [.. call.ParseArguments(called.Type)]);
        }
        catch (WaveException error)
        {
            throw new Failure(ExitCode.Usage, $"`{name}` can't be read: {error.Message}");
        }
    }

    /// <summary>The names of all functions.</summary>
    public static IEnumerable<string> Names(ComponentInstance instance) => Functions(instance).Select(function => function.Name);

    private static ComponentValue[] Parse(ComponentFunction function, string[] texts)
    {
        if (texts.Length != function.Type.Parameters.Length)
        {
            string noun = function.Type.Parameters.Length == 1 ? "argument" : "arguments";
            throw new Failure(ExitCode.Usage, $"`{function.Name}` takes {function.Type.Parameters.Length} {noun}, not {texts.Length}") { Help = $"its type is {function.Type}" };
        }
        return [.. function.Type.Parameters.Select((parameter, i) => Parse(function, parameter, texts[i]))];
    }

    private static ComponentValue Parse(ComponentFunction function, ParameterType parameter, string text)
    {
        try
        {
            return Wave.Parse(text, parameter.Type);
        }
        catch (WaveException error)
        {
            string? quoted = parameter.Type is PrimType { Kind: PrimKind.String } ? "; strings stand in quotes: '\"text\"'" : null;
            throw new Failure(ExitCode.Usage, $"`{text}` is no {parameter.Type}: {error.Message}") { Help = $"the argument `{parameter.Label}` of {function}{quoted}" };
        }
    }

    private static ComponentFunction Find(ComponentInstance instance, string name)
    {
        (string Name, Func<ComponentFunction> Get)[] all = [.. Functions(instance)];
        var found = all.Where(function => function.Name == name || function.Name.EndsWith("#" + name, StringComparison.Ordinal)).ToArray();
        if (found.Length == 1) return found[0].Get();
        string[] names = [.. all.Select(function => function.Name)];
        if (found.Length > 1) throw new Failure(ExitCode.Usage, $"several functions are named `{name}`") { Help = $"write which: {string.Join(", ", found.Select(function => $"`{function.Name}`"))}" };
        throw new Failure(ExitCode.Usage, $"the component exports no function named `{name}`")
        {
            Help = Suggestion.For(name, names) is { } nearest ? $"did you mean `{nearest}`?"
                : names.Length == 0 ? "it exports no function at all"
                : $"it exports {string.Join(", ", names.Take(10).Select(function => $"`{function}`"))}{(names.Length > 10 ? ", …" : "")}",
        };
    }

    private static IEnumerable<(string Name, Func<ComponentFunction> Get)> Functions(ComponentInstance instance)
    {
        foreach (string name in instance.ExportNames)
        {
            if (instance.IsFunction(name)) yield return (name, () => instance.GetFunction(name));
            if (!instance.IsInstance(name)) continue;
            ComponentInstance inner = instance.GetInstance(name);
            foreach (string function in inner.ExportNames.Where(inner.IsFunction)) yield return ($"{name}#{function}", () => inner.GetFunction(function));
        }
    }
}
