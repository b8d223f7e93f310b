using Caisson.Wit.Model;

namespace Caisson.Components.Worlds;

/// <summary>Whether what two occurrences of an interface have by one name is the same.</summary>
internal static class Likeness
{
    public static bool AreAlike(WitFunction one, WitFunction other) =>
        one.IsAsync == other.IsAsync && AreAlike(one.Result, other.Result) && AreAlike(one.Parameters, other.Parameters);

    public static bool AreAlike(WitTypeDef one, WitTypeDef other) => (one.Resolved, other.Resolved) switch
    {
        (WitResource, WitResource) => true,
        (WitMembers a, WitMembers b) => a.GetType() == b.GetType() && AreAlike(a.Members, b.Members),
        (WitType a, WitType b) => a.Equals(b),
    };

    private static bool AreAlike(IReadOnlyList<WitMember> one, IReadOnlyList<WitMember> other) =>
        one.Count == other.Count && one.Zip(other).All(pair => pair.First.Name == pair.Second.Name && AreAlike(pair.First.Type, pair.Second.Type));

    private static bool AreAlike(WitType? one, WitType? other) => Equals(one?.Resolved, other?.Resolved);
}
