using Caisson.Tests;

namespace Caisson.Build.Tests;

/// <summary>The package as a program uses it: nothing but a reference and an item.</summary>
[Collection("builds")]
public sealed class PackageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("caisson-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_program_that_refers_to_the_package_has_its_modules()
    {
        string packages = Path.Combine(_folder, "packages"), program = Path.Combine(_folder, "program");
        foreach (string project in new[] { "Caisson.Wasm", "Caisson.Runtime", "Caisson.Build" })
            await DotNet.Succeed(_folder, "pack", "-c", "Release", Path.Combine(Suites.Repository, "src", project), "-o", packages);
        Directory.CreateDirectory(program);
        Write("nuget.config", $"""<configuration><packageSources><clear /><add key="local" value="{packages}" /></packageSources></configuration>""");
        Write("add-two.wat", """(module (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))""");
        Write("Program.cs", """System.Console.WriteLine(new Caisson.Runtime.Engine().Load(My.App.WasmModules.AddTwo).Instantiate().GetFunction<System.Func<int, int, int>>("add")(2, 3));""");
        Write("App.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <RootNamespace>My.App</RootNamespace>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Caisson.Runtime" Version="0.1.0" />
                <PackageReference Include="Caisson.Build" Version="0.1.0" PrivateAssets="all" />
                <WasmModule Include="add-two.wat" />
              </ItemGroup>
            </Project>
            """);
        Assert.EndsWith("5\n", await DotNet.Succeed(program, "run", "-c", "Release"), StringComparison.Ordinal);

        void Write(string name, string text) => File.WriteAllText(Path.Combine(program, name), text);
    }
}
