using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Caisson.Wasi.Tests;

/// <summary>Runs a test with each way to resolve paths.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BothResolversAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow<ResolverKind>(ResolverKind.Beneath), new TheoryDataRow<ResolverKind>(ResolverKind.Walking)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
