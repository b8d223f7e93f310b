using System.Text;
using Caisson.Wasm.Text.Script;

namespace Caisson.Wasm.Tests.Text;

/// <summary>Whatever the characters, parsing ends with a result or with a position of what is wrong.</summary>
public class MutationTests
{
    private static readonly string[] Pieces =
        ["(", ")", "\"", "$", "(@", "(@custom ", "(@name ", "(;", ";;", "\\", "0x", "nan:0x", "(then", "(else", "end", "else", "(type 0)", "(param", "-1", "é", "\0"];

    [Theory]
    [InlineData("annotations.wast")]
    [InlineData("custom/custom_annot.wast")]
    [InlineData("custom/branch_hint.wast")]
    [InlineData("elem.wast")]
    [InlineData("try_table.wast")]
    [InlineData("legacy/try_delegate.wast")]
    [InlineData("simd_lane.wast")]
    [InlineData("type-rec.wast")]
    [InlineData("struct.wast")]
    [InlineData("table.wast")]
    [InlineData("data.wast")]
    public void Mutated_scripts_parse_or_tell_where_they_do_not(string path)
    {
        string script = Encoding.UTF8.GetString(SpecScripts.Read(path));
        Random random = new(path.Length);
        for (int i = 0; i < 300; i++) Parse(Mutate(script, random));
    }

    private static string Mutate(string script, Random random)
    {
        int start = random.Next(script.Length);
        string part = script.Substring(start, Math.Min(script.Length - start, random.Next(2000)));
        StringBuilder text = new($"(module {part}");
        for (int changes = random.Next(4); changes > 0; changes--)
        {
            int at = random.Next(text.Length);
            if (random.Next(2) == 0) text.Remove(at, Math.Min(random.Next(20), text.Length - at));
            text.Insert(at, Pieces[random.Next(Pieces.Length)]);
        }
        return text.ToString();
    }

    private static void Parse(string text)
    {
        Try(() => Caisson.Wasm.Text.WatParser.Parse(text));
        Try(() =>
        {
            foreach (AssertModuleFails directive in WastScript.Parse(text).Directives.OfType<AssertModuleFails>()) Try(() => directive.Module.Encode());
        });
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
