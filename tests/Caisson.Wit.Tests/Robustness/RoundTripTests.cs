using Caisson.Wit.Encoding;
using Caisson.Wit.Model;
using Caisson.Wit.Printing;
using CsCheck;

namespace Caisson.Wit.Tests.Robustness;

/// <summary>Generated packages are the same after being written and read, as text and as bytes.</summary>
public class RoundTripTests
{
    private static readonly PackageName Name = new("a", "b", new SemVersion(1, 2, 3));

    private static readonly Gen<WitPrimitive> Primitive = Gen.Int[0, 13].Select(index => new[]
    {
        WitPrimitive.Bool, WitPrimitive.S8, WitPrimitive.U8, WitPrimitive.S16, WitPrimitive.U16, WitPrimitive.S32, WitPrimitive.U32, WitPrimitive.S64, WitPrimitive.U64,
        WitPrimitive.F32, WitPrimitive.F64, WitPrimitive.Char, WitPrimitive.String, WitPrimitive.ErrorContext,
    }[index]);

    // Line by line, as the reader takes the blank before and behind a line for the comment's.
    private static readonly Gen<string?> Docs = Gen.Int[0, 3].Select(kind => new[] { null, "One line.", "Two\n\n  lines, `of` \"text\" ☃.", "*/ // %" }[kind]);

    private static readonly Gen<WitGate> Gate = Gen.Int[0, 4].Select(kind => kind switch
    {
        0 => new WitGate(new SemVersion(1, 0, 0)),
        1 => new WitGate(null, "some-feature"),
        2 => new WitGate(new SemVersion(1, 2, 0), null, new SemVersion(1, 2, 3)),
        _ => WitGate.None,
    });

    [Fact]
    public void Packages_come_back() => Package.Sample(package =>
    {
        string expected = ModelText.Of(package);
        Assert.Equal(expected, ModelText.Of(WitResolver.Resolve(WitInput.FromText(WitPrinter.Print(package)), Packages.All).Main));
        Assert.Equal(expected, ModelText.Of(WitDecoder.Decode(WitEncoder.Encode(package)).Main));
    }, iter: 2_000);

    private static Gen<WitPackage> Package => Gen.Select(Interface("i0", []), Docs).SelectMany((first, docs) =>
        Gen.Select(Interface("i1", first.Types), Gen.Bool, Docs, Gate).Select((second, isExported, worldDocs, gate) =>
        {
            WitInterfaceItem[] imports = second.Dependencies.Any() || isExported ? [new WitInterfaceItem(first) { Docs = docs }, new WitInterfaceItem(second)] : [new WitInterfaceItem(second)];
            var world = new WitWorld("w", imports, isExported ? [new WitInterfaceItem(first), new WitInterfaceItem(second) { Gate = gate }] : []) { Docs = worldDocs, Gate = gate };
            return new WitPackage(Name, [first, second], [world]) { Docs = docs };
        }));

    private static Gen<WitInterface> Interface(string name, IReadOnlyList<WitTypeDef> others) =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, others.Count], Docs).SelectMany((count, used, docs) =>
        {
            Gen<List<WitTypeDef>> types = Gen.Const(() => others.Take(used).Select(type => (WitTypeDef)new WitAlias("u-" + type.Name, type)).ToList());
            for (int index = 0; index < count; index++)
            {
                string typeName = $"t{index}-{name}";
                types = types.SelectMany(known => TypeDef(typeName, known).Select(type => known.Append(type).ToList()));
            }

            return types.SelectMany(known => Gen.Select(Function("f", known), Function("%g"[1..], known), Resources(known)).Select((f, g, ofResources) =>
                new WitInterface(name, known, [f, .. ofResources, g]) { Docs = docs }));
        });

    private static Gen<WitTypeDef> TypeDef(string name, List<WitTypeDef> known) => Gen.Select(Gen.Int[0, 6], Members(known), Value(known), Docs, Gate).Select((kind, members, target, docs, gate) => kind switch
    {
        0 => new WitRecord(name, members) { Docs = docs, Gate = gate },
        1 => new WitVariant(name, [.. members.Select((member, index) => index % 2 == 0 ? member : new WitMember(member.Name, null, docs))]) { Docs = docs, Gate = gate },
        2 => new WitEnum(name, members.Select(member => new WitMember(member.Name, null, member.Docs))) { Docs = docs, Gate = gate },
        3 => new WitFlags(name, members.Select(member => new WitMember(member.Name, null, member.Docs))) { Docs = docs, Gate = gate },
        4 => (WitTypeDef)new WitResource(name) { Docs = docs, Gate = gate, ExternalId = docs },
        _ => new WitAlias(name, target) { Docs = docs, Gate = gate },
    });

    private static Gen<WitMember[]> Members(List<WitTypeDef> known) =>
        Gen.Select(Value(known), Docs).Array[1, 4].Select(pairs => pairs.Select((pair, index) => new WitMember(index == 0 ? "record" : $"m{index}", pair.Item1, pair.Item2)).ToArray());

    private static Gen<WitFunction> Function(string name, List<WitTypeDef> known) =>
        Gen.Select(Value(known).Array[0, 3], Value(known), Gen.Bool, Gen.Bool, Docs, Gate).Select((parameters, result, returns, isAsync, docs, gate) =>
            new WitFunction(name, parameters.Select((type, index) => new WitMember($"p{index}", type)), returns ? result : null, isAsync) { Docs = docs, Gate = gate });

    private static Gen<WitFunction[]> Resources(List<WitTypeDef> known)
    {
        WitResource[] resources = [.. known.OfType<WitResource>()];
        return Function("m", known).Select(like => resources.SelectMany(resource => new[]
        {
            new WitFunction(WitFunctionKind.Constructor, resource, resource.Name, like.Parameters, like.IsAsync ? new WitOwn(resource) : new WitResult(new WitOwn(resource))),
            new WitFunction(WitFunctionKind.Method, resource, "m", [new WitMember("self", new WitBorrow(resource)), .. like.Parameters], like.Result, like.IsAsync) { Docs = like.Docs },
            new WitFunction(WitFunctionKind.Static, resource, "static", like.Parameters, like.Result, like.IsAsync) { Gate = like.Gate.Unstable is null ? WitGate.None : like.Gate },
        }).ToArray());
    }

    // A value without borrowed handles, so that it can stand anywhere.
    private static Gen<WitType> Value(List<WitTypeDef> known, int depth = 3)
    {
        Gen<WitType> leaf = Gen.Select(Primitive, Gen.Int[0, known.Count]).Select((primitive, index) => index == known.Count ? primitive : Mention(known[index]));
        if (depth == 0) return leaf;
        return Gen.Select(Gen.Int[0, 12], leaf, Primitive.Where(primitive => primitive.IsMapKey), Gen.UInt[1, 9]).SelectMany((kind, simple, key, length) => kind > 8 ? Gen.Const(simple) : Value(known, depth - 1).Select(inner => kind switch
        {
            0 => new WitList(inner),
            1 => new WitList(inner, length),
            2 => new WitOption(inner),
            3 => new WitResult(inner, simple),
            4 => new WitResult(null, inner),
            5 => new WitTuple([simple, inner, simple]),
            6 => new WitMap(key, inner),
            7 => new WitFuture(inner),
            _ => (WitType)new WitStream(inner.Resolved == WitPrimitive.Char ? null : inner),
        }));
    }

    private static WitType Mention(WitTypeDef type) => WitResource.Find(type) is null ? type : new WitOwn(type);
}
