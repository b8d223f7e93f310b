using System.Text;
using Caisson.Components.Binary;
using Caisson.Components.Syntax;
using Caisson.Components.Text;
using Caisson.Wasm;

namespace Caisson.Components.Tests.Text;

/// <summary>Whatever the characters, parsing ends with a component that can be printed, or with a position of what is wrong.</summary>
public class MutationTests
{
    private static readonly string[] Pieces =
    [
        "(", ")", "\"", "$", "$f", "0", "\"a\"", "(@custom ", "(@name \"x\")", "(@own-name)", "(type ", "(core ", "(component ", "(instance ", "(func ",
        "(alias ", "(alias outer 1 0)", "(export \"a\")", "(import \"a\")", "(canon ", "(list ", "(result ", "(memory 0)", "async ", "(with \"a\" ", "é",
    ];

    [Theory]
    [InlineData("suites/component-model/validation/core-modules.wast")]
    [InlineData("suites/component-model/linking/unit.wast")]
    [InlineData("suites/component-model/validation/attributes.wast")]
    [InlineData("suites/component-model/validation/indicies.wast")]
    [InlineData("suites/component-model/validation/outer-alias.wast")]
    [InlineData("suites/component-model/async/cancel-stream.wast")]
    [InlineData("suites/component-model/validation/defined-types.wast")]
    [InlineData("suites/wasmtime-misc/component-model/instance.wast")]
    [InlineData("suites/wasmtime-misc/component-model/async/task-builtins.wast")]
    public void Mutated_components_parse_or_tell_where_they_do_not(string path)
    {
        string script = Encoding.UTF8.GetString(ComponentScripts.Read(path));
        Random random = new(path.Length);
        for (int i = 0; i < 300; i++)
        {
            string text = Mutate(script, random);
            Try(() => PrintAndParse(ComponentParser.Parse(text)));
            Try(() => ComponentScript.Parse(text));
        }
    }

    private static string Mutate(string script, Random random)
    {
        int start = random.Next(script.Length);
        string part = script.Substring(start, Math.Min(script.Length - start, random.Next(1000)));
        int definition = part.IndexOf('(', StringComparison.Ordinal);
        StringBuilder text = new(definition < 0 ? part : part[definition..]);
        for (int changes = random.Next(4); changes > 0; changes--)
        {
            int at = random.Next(text.Length + 1);
            if (random.Next(2) == 0) text.Remove(at, Math.Min(random.Next(20), text.Length - at));
            text.Insert(at, Pieces[random.Next(Pieces.Length)]);
        }
        int open = text.ToString().Sum(c => c == '(' ? 1 : c == ')' ? -1 : 0);
        return text.Append(')', Math.Max(open, 0)).ToString();
    }

    private static void PrintAndParse(byte[] bytes)
    {
        if (TryDecode(bytes) is not { } component) return;
        byte[] again = ComponentParser.Parse(ComponentPrinter.ToText(component));
        Assert.Equal(bytes, again);
    }

    /// <summary>The component; null when it is larger than what the decoder takes, or says what it doesn't know.</summary>
    private static ComponentSyntax? TryDecode(byte[] bytes)
    {
        try
        {
            return ComponentDecoder.Decode(bytes, Features.All);
        }
        catch (MalformedException)
        {
            return null;
        }
    }

    private static void Try(Action action)
    {
        try
        {
            action();
        }
        catch (ModuleException e)
        {
            Assert.NotNull(e.Position);
        }
    }
}
