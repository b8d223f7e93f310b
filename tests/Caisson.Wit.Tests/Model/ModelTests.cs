using Caisson.Wit.Encoding;
using Caisson.Wit.Model;
using Caisson.Wit.Printing;

namespace Caisson.Wit.Tests.Model;

/// <summary>Packages that are built rather than read: what the constructors take and refuse.</summary>
public class ModelTests
{
    private static readonly PackageName Name = new("a", "b");

    [Fact]
    public void A_package_can_be_built_from_the_bottom_up()
    {
        var resource = new WitResource("file");
        var types = new WitInterface("types", [resource],
        [
            new WitFunction(WitFunctionKind.Constructor, resource, "file", [], new WitOwn(resource), false),
            new WitFunction(WitFunctionKind.Method, resource, "read", [new WitMember("self", new WitBorrow(resource)), new WitMember("n", WitPrimitive.U32)], new WitList(WitPrimitive.U8), false),
        ]);
        var alias = new WitAlias("handle", resource);
        var user = new WitInterface("user", [alias], [new WitFunction("open", [], new WitOwn(alias), false)]);
        var world = new WitWorld("w", [new WitInterfaceItem(types), new WitInterfaceItem(user)], [new WitFunctionItem(new WitFunction("run", [], null, true))]);
        var package = new WitPackage(Name, [types, user], [world]);
        string text = WitPrinter.Print(package);
        Assert.Contains("use types.{file as handle};", text, StringComparison.Ordinal);
        Assert.Equal(ModelText.Of(package), ModelText.Of(Packages.Valid(text)));
        Assert.Same(types, user.Dependencies.Single());
        Assert.Equal("a:b/types#file", alias.Used!.ToString());
    }

    private static WitMember X => new("x");

    private static WitEnum E => new("e", [X]);

    public static TheoryData<string, Func<object>> Wrong => new()
    {
        { "a name that is no label", () => new WitResource("A_b") },
        { "a record without fields", () => new WitRecord("r", []) },
        { "a field without type", () => new WitRecord("r", [X]) },
        { "a flag with a type", () => new WitFlags("f", [new WitMember("a", WitPrimitive.U8)]) },
        { "33 flags", () => new WitFlags("f", Enumerable.Range(0, 33).Select(index => new WitMember($"x{index}"))) },
        { "one case twice", () => new WitEnum("e", [X, new WitMember("X")]) },
        { "a tuple of nothing", () => new WitTuple([]) },
        { "a list of no elements", () => new WitList(WitPrimitive.U8, 0) },
        { "a map with keys of floats", () => new WitMap(WitPrimitive.F32, WitPrimitive.U8) },
        { "a handle of a number", () => new WitOwn(new WitAlias("t", WitPrimitive.U8)) },
        { "a borrowed handle of an enum", () => new WitBorrow(E) },
        { "a method of no resource", () => new WitFunction(WitFunctionKind.Method, null, "f", []) },
        { "a method without self", () => new WitFunction(WitFunctionKind.Method, new WitResource("r"), "f", []) },
        { "a constructor of something else", () => new WitFunction(WitFunctionKind.Constructor, new WitResource("r"), "r", [], WitPrimitive.U8) },
        { "a parameter without type", () => new WitFunction("f", [X], null, false) },
        { "a type that is elsewhere", () => new WitInterface("i", [], [new WitFunction("f", [], E, false)]) },
        { "a type behind its use", TypeBehindUse },
        { "a type in two interfaces", TypeInTwoInterfaces },
        { "a type of an interface without name", TypeOfNoName },
        { "a name twice", () => new WitInterface("i", [new WitResource("r")], [new WitFunction("R", [], null, false)]) },
        { "an import without name", () => new WitInterfaceItem(new WitInterface(null, [], [])) },
        { "a type that is exported", () => new WitWorld("w", [], [new WitTypeItem(new WitResource("r"))]) },
        { "an interface without name in a package", () => new WitPackage(Name, [new WitInterface(null, [], [])], []) },
        { "an interface and a world of one name", () => new WitPackage(Name, [new WitInterface("i", [], [])], [new WitWorld("i", [], [])]) },
        { "an interface in front of what it uses", InterfaceInFront },
        { "an import twice", () => new WitWorld("w", [new WitFunctionItem(Run("f")), new WitFunctionItem(Run("F"))], []) },
        { "an import of what uses something that isn't imported", () => new WitWorld("w", [new WitInterfaceItem(User(new WitInterface("i", [new WitResource("r")], [])))], []) },
        { "an export of what uses something that isn't there", () => new WitWorld("w", [], [new WitInterfaceItem(User(new WitInterface("i", [new WitResource("r")], [])))]) },
        { "a world of an interface without package, as bytes", () => WitEncoder.Encode(new WitPackage(Name, [], [new WitWorld("w", [new WitInterfaceItem(new WitInterface("i", [], []))], [])])) },
        { "a type of 129 levels", () => Enumerable.Range(0, 128).Aggregate((WitType)WitPrimitive.U8, (type, _) => new WitOption(type)) },
        { "a type of 2^20 parts", () => Enumerable.Range(0, 20).Aggregate((WitType)WitPrimitive.U8, (type, _) => new WitTuple([type, type])) },
    };

    [Theory, MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Constructors_refuse(string what, Func<object> build)
    {
        Exception error = Assert.ThrowsAny<ArgumentException>(build);
        Assert.False(string.IsNullOrEmpty(error.Message), what);
    }

    private static WitFunction Run(string name) => new(name, [], null, false);

    private static WitInterface User(WitInterface used) => new("user", [new WitAlias("r", used.Types[0])], []);

    private static WitInterface TypeBehindUse()
    {
        WitEnum type = E;
        return new WitInterface("i", [new WitAlias("a", new WitOption(type)), type], []);
    }

    private static WitInterface[] TypeInTwoInterfaces()
    {
        WitEnum type = E;
        return [new WitInterface("i", [type], []), new WitInterface("j", [type], [])];
    }

    private static WitInterface[] TypeOfNoName()
    {
        WitEnum type = E;
        return [new WitInterface(null, [type], []), new WitInterface("j", [new WitAlias("a", type)], [])];
    }

    private static WitPackage InterfaceInFront()
    {
        WitEnum type = E;
        WitInterface used = new("i", [type], []), user = new("j", [new WitAlias("e", type)], []);
        return new WitPackage(Name, [user, used], []);
    }

    // abi: elem_size with pointers of 8 bytes
    [Theory]
    [InlineData("u8", 1, 1), InlineData("string", 16, 8), InlineData("list<u8>", 16, 8), InlineData("list<u16, 5>", 10, 2), InlineData("tuple<u8, u32, u8>", 12, 4)]
    [InlineData("option<u8>", 2, 1), InlineData("option<u64>", 16, 8), InlineData("result", 1, 1), InlineData("result<u8, string>", 24, 8), InlineData("stream<u8>", 4, 4), InlineData("map<u8, u8>", 16, 8)]
    [InlineData("error-context", 4, 4), InlineData("list<tuple<u8, u16>, 3>", 12, 2), InlineData("char", 4, 4)]
    public void Values_have_a_size(string type, int bytes, int alignment)
    {
        WitType parsed = Packages.Interface($"f: func(a: {type});").Functions[0].Parameters[0].Type!;
        Assert.Equal(((ulong)bytes, (uint)alignment), (parsed.Size.Bytes, parsed.Size.Alignment));
    }
}
