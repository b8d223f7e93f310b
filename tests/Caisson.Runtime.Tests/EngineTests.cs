using Caisson.Wasm;
using Caisson.Wasm.Text;

namespace Caisson.Runtime.Tests;

/// <summary>Modules come as bytes, as text, or as files of either kind.</summary>
public sealed class EngineTests
{
    private const string Text = ";; five\n(module (func (export \"f\") (result i32) i32.const 5))";

    [Fact]
    public void Text_compiles()
    {
        Assert.Equal(5, Call(new Engine().CompileText(Text)));
        Assert.Equal(5, Call(new Engine().CompileText(System.Text.Encoding.UTF8.GetBytes(Text))));
    }

    [Fact]
    public void Malformed_text_tells_line_and_column()
    {
        MalformedException error = Assert.Throws<MalformedException>(() => new Engine().CompileText("(module\n  (fun))"));
        Assert.Equal(new TextPosition(2, 4), error.Position);
    }

    [Fact]
    public void Files_may_be_of_either_format()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, Text);
            Assert.Equal(5, Call(new Engine().CompileFile(file)));
            File.WriteAllBytes(file, WatParser.Parse(Text));
            Assert.Equal(5, Call(new Engine().CompileFile(file)));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Bytes_are_binary() =>
        Assert.Equal(0, Assert.Throws<MalformedException>(() => new Engine().Compile(System.Text.Encoding.UTF8.GetBytes(Text))).Offset);

    private static int Call(Module module) => Assert.Single(module.Instantiate().GetFunction("f").Invoke()).AsInt32();
}
