using System.Reflection;

namespace Caisson.Runtime.Tests.Host;

/// <summary>What is known of delegates without a look at their methods.</summary>
public sealed class DelegateSignatureTests
{
    private delegate void Custom(Caller caller, int number);

    private delegate T Generic<in T1, out T>(T1 argument);

    public static TheoryData<Type> Types =>
    [
        typeof(Func<int>), typeof(Func<Caller, uint, long, float>), typeof(Action), typeof(Action<double>), typeof(Action<PooledInstance, object>), typeof(Func<int, (int, long)>), typeof(Custom),
        typeof(Generic<int, string>), typeof(Predicate<int>), typeof(Comparison<long>), typeof(Converter<int, float>), typeof(EventHandler),
        typeof(Func<int, int, int, int, int, int, int, int, int, int, int, int, int, int, int, int, long>),
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void It_is_that_of_the_method(Type type)
    {
        MethodInfo invoke = type.GetMethod("Invoke")!;
        DelegateSignature signature = DelegateSignature.Of(type)!;
        Assert.Equal(invoke.GetParameters().Select(parameter => parameter.ParameterType), signature.Parameters);
        Assert.Equal(invoke.ReturnType, signature.Return);
    }

    [Fact]
    public void Other_types_have_none()
    {
        Assert.Null(DelegateSignature.Of(typeof(string)));
        Assert.Null(DelegateSignature.Of(typeof(List<int>)));
        Assert.Throws<ArgumentException>(() => HostTypes.FuncTypeOf(typeof(string)));
        Assert.False(HostTypes.TakesCaller(typeof(string)));
        Assert.True(HostTypes.TakesCaller(typeof(Custom)));
        Assert.True(HostTypes.TakesInstance(typeof(Action<PooledInstance, object>)));
    }
}
