using Caisson.Runtime;

namespace Caisson.Cli.Tests.RealWorld;

/// <summary>Every program that is a library, called through the public API as an embedder would.</summary>
public class LibraryTests
{
    private static readonly Engine Engine = new();

    public static IEnumerable<TheoryDataRow<int>> Libraries => Manifest.Rows(entry => Calls(entry) is not null);

    public static IEnumerable<TheoryDataRow<int>> Modules => Manifest.Rows(entry => entry.Kind == "compile-only");

    [Theory, MemberData(nameof(Libraries))]
    public Task Answers(int index) => Check(index, (entry, module) => Calls(entry)!(entry, module));

    [Theory, MemberData(nameof(Libraries))]
    public Task Answers_from_a_snapshot(int index) => Check(index, (entry, module) => Calls(entry)!(entry, Engine.Compile(UntouchedSnapshot.Of(module))));

    [Theory, MemberData(nameof(Modules))]
    public Task Compiles(int index) => Check(index, (_, module) => module.CompileAll(TestContext.Current.CancellationToken));

    private static Task Check(int index, Action<Entry, Module> test)
    {
        Entry entry = Manifest.Get(index);
        return Exclusions.RunAsync($"{index} {entry.Id}", () =>
        {
            test(entry, Engine.CompileFile(Path.Combine(Manifest.Folder!, entry.File)));
            return Task.CompletedTask;
        });
    }

    private static Action<Entry, Module>? Calls(Entry entry) => entry.Id switch
    {
        "dprint-json" or "dprint-toml" => LibraryCalls.Dprint,
        "gofmt" => LibraryCalls.Gofmt,
        "as-sha256" => LibraryCalls.Sha256,
        "xxhash" => LibraryCalls.Xxhash,
        "ruby-prism" => LibraryCalls.Prism,
        "fib" => LibraryCalls.Fib,
        _ => null,
    };
}
