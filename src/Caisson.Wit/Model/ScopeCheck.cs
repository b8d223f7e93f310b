namespace Caisson.Wit.Model;

/// <summary>
/// Checks that a scope is closed: what its types and functions mention is in it, in front of them, or brought by an alias. Only so
/// can it be written as text, where types have one name and no path.
/// </summary>
internal static class ScopeCheck
{
    /// <summary>Checks a scope whose types have joined it.</summary>
    public static void Require(IEnumerable<WitTypeDef> types, IEnumerable<WitFunction> functions, string parameter)
    {
        HashSet<WitTypeDef> known = [];
        foreach (WitTypeDef type in types)
        {
            if (type is WitAlias { Used: { } used }) RequireNamed(used, parameter);
            else if (type is WitAlias alias) Require(alias.Target, known, parameter);
            else if (type is WitMembers members) Require(members.Members, known, parameter);
            known.Add(type);
        }

        foreach (WitFunction function in functions)
        {
            Require(function.Parameters, known, parameter);
            if (function.Result is not null) Require(function.Result, known, parameter);
        }
    }

    private static void Require(IEnumerable<WitMember> members, HashSet<WitTypeDef> known, string parameter)
    {
        foreach (WitMember member in members)
        {
            if (member.Type is not null) Require(member.Type, known, parameter);
        }
    }

    private static void Require(WitType type, HashSet<WitTypeDef> known, string parameter)
    {
        if (type is WitTypeDef named && !known.Contains(named))
        {
            throw new ArgumentException($"the type `{named}` is mentioned before, or without, being in the scope: put an alias of it in front", parameter);
        }

        if (type is not WitStructuralType structural) return;
        foreach (WitType? part in structural.Parts)
        {
            if (part is not null) Require(part, known, parameter);
        }
    }

    private static void RequireNamed(WitTypeDef used, string parameter)
    {
        bool isNamed = used.Scope is WitInterface { Name: not null };
        if (!isNamed) throw new ArgumentException($"the type `{used.Name}` can't be used, as it isn't in an interface with a name", parameter);
    }
}
