using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Caisson.Runtime;
using Caisson.Wasi;

namespace Caisson.Cli.Tests.RealWorld;

/// <summary>How each library wants to be called: its own little protocol of exports and addresses.</summary>
internal static partial class LibraryCalls
{
    /// <summary>A formatter with the plugin interface of dprint, version 4: everything passes through one shared buffer.</summary>
    public static void Dprint(Entry entry, Module module)
    {
        Instance instance = module.Instantiate();
        Memory memory = instance.GetMemory();
        string[] input = entry.Expected("input").Split(": ", 2);

        Share("""{"plugin":{},"global":{"lineWidth":80}}""");
        instance.GetFunction("register_config").Invoke(1);
        Share(input[0]);
        instance.GetFunction("set_file_path").Invoke();
        Share(input[1]);
        Assert.Equal(1, instance.GetFunction("format").Invoke(1)[0].AsInt32());
        int length = instance.GetFunction("get_formatted_text").Invoke()[0].AsInt32();
        Assert.Equal(entry.Expected("output"), memory.ReadString(Shared(), length));

        int Shared() => instance.GetFunction("get_shared_bytes_ptr").Invoke()[0].AsInt32();

        void Share(string text)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            instance.GetFunction("clear_shared_bytes").Invoke(bytes.Length);
            memory.Write(Shared(), bytes);
        }
    }

    /// <summary>Go's formatter, compiled by TinyGo.</summary>
    public static void Gofmt(Entry entry, Module module)
    {
        Instance instance = module.Instantiate();
        instance.GetFunction("_initialize").Invoke();
        byte[] input = Encoding.UTF8.GetBytes(entry.Expected("input"));
        int address = instance.GetFunction<Func<int, int>>("alloc")(input.Length);
        instance.GetMemory().Write(address, input);
        Assert.Equal(1, instance.GetFunction("format").Invoke()[0].AsInt32());
        int output = instance.GetFunction<Func<int>>("output_ptr")(), length = instance.GetFunction<Func<int>>("output_len")();
        Assert.Equal(entry.Expected("output"), instance.GetMemory().ReadString(output, length));
    }

    /// <summary>SHA-256 in AssemblyScript with vectors; its buffers are exported as globals.</summary>
    public static void Sha256(Entry entry, Module module)
    {
        Instance instance = module.Instantiate(new Imports
        {
            { "env", "abort", (int _, int _, int line, int column) => Assert.Fail($"abort at {line}:{column}") },
        });
        byte[] input = Encoding.UTF8.GetBytes(entry.Expected("input")), hash = new byte[32];
        int inputAddress = instance.GetGlobal("input").Value.AsInt32(), outputAddress = instance.GetGlobal("output").Value.AsInt32();
        instance.GetFunction("init").Invoke();
        instance.GetMemory().Write(inputAddress, input);
        instance.GetFunction("update").Invoke(inputAddress, input.Length);
        instance.GetFunction("final").Invoke(outputAddress);
        instance.GetMemory().Read(outputAddress, hash);
        Assert.Equal(entry.Expected("output"), Convert.ToHexStringLower(hash));
    }

    /// <summary>xxHash, with its input at address 0.</summary>
    public static void Xxhash(Entry entry, Module module)
    {
        Instance instance = module.Instantiate();
        byte[] input = "hello world"u8.ToArray();
        instance.GetMemory("mem").Write(0, input);
        Assert.Equal(entry.Expected("xxh32"), $"{instance.GetFunction("xxh32").Invoke(0, input.Length, 0)[0].AsInt32():x8}");
        Assert.Equal(entry.Expected("xxh64"), $"{instance.GetFunction("xxh64").Invoke(0, input.Length, 0L)[0].AsInt64():x16}");
    }

    /// <summary>Ruby's parser: a WASI reactor with an allocator of its own.</summary>
    public static void Prism(Entry entry, Module module)
    {
        Imports imports = [];
        new WasiPreview1(new WasiOptions()).AddTo(imports);
        Instance instance = module.Instantiate(imports);
        instance.GetFunction("_initialize").Invoke();

        byte[] source = Encoding.UTF8.GetBytes(entry.Expected("input"));
        var calloc = instance.GetFunction<Func<int, int, int>>("calloc");
        int text = calloc(1, source.Length + 1), buffer = calloc(1, instance.GetFunction<Func<int>>("pm_buffer_sizeof")());
        instance.GetMemory().Write(text, source);
        instance.GetFunction("pm_serialize_parse").Invoke(buffer, text, source.Length, 0);

        byte[] output = new byte[instance.GetFunction<Func<int, int>>("pm_buffer_length")(buffer)];
        instance.GetMemory().Read(instance.GetFunction<Func<int, int>>("pm_buffer_value")(buffer), output);
        string[] magic = entry.Expected("out_magic").Split(' ');
        Assert.Equal(entry.Expected("out_len"), $"{output.Length}");
        Assert.Equal(Encoding.ASCII.GetBytes(magic[0]), output[..5]);
        Assert.Equal(entry.Expected("out_sha256"), Convert.ToHexStringLower(SHA256.HashData(output)));
    }

    /// <summary>One call, written as <c>fib(30)</c>.</summary>
    public static void Fib(Entry entry, Module module)
    {
        Match call = Call().Match(entry.Expected("call"));
        int argument = int.Parse(call.Groups["argument"].Value, System.Globalization.CultureInfo.InvariantCulture);
        var function = module.Instantiate().GetFunction<Func<int, int>>(call.Groups["name"].Value);
        Assert.Equal(entry.Expected("result"), $"{function(argument)}");
    }

    [GeneratedRegex(@"(?<name>\w+)\((?<argument>\d+)\)")]
    private static partial Regex Call();
}
