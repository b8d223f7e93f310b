using System.Text;
using Caisson.Wit.Model;

namespace Caisson.Wit.Tests;

/// <summary>
/// All that a package holds, as text to compare: the second opinion on whether two packages are equal, independent of the printer.
/// </summary>
internal sealed class ModelText
{
    private readonly StringBuilder _text = new();

    public static string Of(WitPackage package)
    {
        var text = new ModelText();
        text.Package(package);
        return text._text.ToString();
    }

    private void Package(WitPackage package)
    {
        Line($"package {package.Name} {Docs(package.Docs)}");
        foreach (WitInterface item in package.Interfaces) Interface(item, item.Docs, item.Gate, item.QualifiedName!);
        foreach (WitWorld world in package.Worlds)
        {
            Line($"world {world.QualifiedName} {Docs(world.Docs)} {world.Gate}");
            foreach (WitWorldItem item in world.Imports) Item("import", item);
            foreach (WitWorldItem item in world.Exports) Item("export", item);
        }
    }

    private void Item(string kind, WitWorldItem item)
    {
        Line($"{kind} {item.ExternName}");
        if (item is WitTypeItem type) Type(type.Type);
        if (item is WitFunctionItem function) Function(function.Function);
        if (item is not WitInterfaceItem named) return;
        Line($"implements {named.Implements} external {named.ExternalId} {Docs(named.Docs)} {named.Gate}");
        if (named.Interface.Name is null) Interface(named.Interface, null, WitGate.None, "inline");
        else Line($"of {named.Interface.QualifiedName}");
    }

    private void Interface(WitInterface item, string? docs, WitGate gate, string name)
    {
        Line($"interface {name} {Docs(docs)} {gate}");
        foreach (WitTypeDef type in item.Types) Type(type);
        foreach (WitFunction function in item.Functions) Function(function);
    }

    private void Type(WitTypeDef type)
    {
        Line($"{type.GetType().Name} {type.Name} {Docs(type.Docs)} {type.Gate} external {type.ExternalId}");
        if (type is WitAlias { Used: { } used }) Line($"uses {used}");
        else if (type is WitAlias alias) Line($"is {Text(alias.Target)}");
        if (type is WitMembers members)
        {
            foreach (WitMember member in members.Members) Line($"member {member.Name} {Text(member.Type)} {Docs(member.Docs)}");
        }

        if (type is not WitResource resource) return;
        foreach (WitFunction function in resource.Functions) Function(function);
    }

    private void Function(WitFunction function)
    {
        Line($"{(function.IsAsync ? "async " : "")}func {function.ExportName} {Docs(function.Docs)} {function.Gate} external {function.ExternalId}");
        foreach (WitMember parameter in function.Parameters) Line($"parameter {parameter.Name} {Text(parameter.Type)}");
        Line($"result {Text(function.Result)}");
    }

    private static string Text(WitType? type) => type switch
    {
        null => "-",
        WitPrimitive primitive => primitive.Keyword,
        WitTypeDef named => $"${named.Name}",
        WitList list => $"({type.GetType().Name} {list.Length} {Text(list.Element)})",
        WitStructuralType structural => $"({type.GetType().Name} {string.Join(' ', structural.Parts.Select(Text))})",
        _ => throw new ArgumentException(type.GetType().Name),
    };

    private static string Docs(string? docs) => docs is null ? "-" : $"\"{docs}\"";

    private void Line(string line) => _text.Append(line).Append('\n');
}
