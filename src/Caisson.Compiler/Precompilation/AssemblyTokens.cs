using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace Caisson.Compiler.Precompilation;

/// <summary>Finds the tokens of what was emitted, by name.</summary>
internal sealed class AssemblyTokens
{
    private readonly Dictionary<string, int> _methods = [], _types = [];

    public AssemblyTokens(MetadataReader metadata)
    {
        foreach (TypeDefinitionHandle type in metadata.TypeDefinitions)
        {
            TypeDefinition definition = metadata.GetTypeDefinition(type);
            _types.Add(metadata.GetString(definition.Name), MetadataTokens.GetToken(type));
            foreach (MethodDefinitionHandle method in definition.GetMethods())
            {
                // Constructors share their name; nobody looks for one.
                _methods[metadata.GetString(metadata.GetMethodDefinition(method).Name)] = MetadataTokens.GetToken(method);
            }
        }
    }

    /// <summary>The token of a type.</summary>
    public int TypeOf(string name) => _types[name];

    /// <summary>The methods of functions.</summary>
    /// <param name="count">How many functions there are.</param>
    /// <param name="nameOf">The name of a function's method.</param>
    public IEnumerable<FunctionRun> Runs(int count, Func<int, string> nameOf)
    {
        int next = 0;
        for (int i = 0; i < count; i++)
        {
            int token = _methods[nameOf(i)];
            if (token != next) yield return new FunctionRun(i, token);
            next = token + 1;
        }
    }

    /// <summary>The methods for calls of functions of a type.</summary>
    public BoundaryTokens BoundaryOf(int type)
    {
        return new BoundaryTokens(
            type, Of(BoundaryEmitter.Invoker), Of(BoundaryEmitter.Call), Of(BoundaryEmitter.UnsignedCall), Of(BoundaryEmitter.Untyped), Of(BoundaryEmitter.Typed), Of(BoundaryEmitter.TypedWithCaller));

        int Of(string kind) => _methods.GetValueOrDefault(BoundaryEmitter.NameOf(kind, type));
    }
}
