namespace Caisson.Wit.Encoding;

/// <summary>What can be wrong with a binary package.</summary>
internal static class DecodeErrors
{
    public static WitException NoComponent() => new("this is no component: one begins with the bytes 00 61 73 6d 0d 00 01 00", 0);

    public static WitException TooLong() => new($"the package is too long: at most {Limits.BinaryLength} bytes can be read", 0);

    public static WitException RealComponent(int at) => new("this component has code or instances: it is no package, which has only types", at);

    public static WitException CutOff(int at) => new("the package ends too early: the file is cut off or damaged", at);

    public static WitException Malformed(int at, string what) => new($"{what} can't stand in a package", at);

    public static WitException TooDeep(int at) => new($"types nest too deep: at most {Limits.BinaryDepth} levels can be read", at);

    public static WitException Unknown(int at, string what, uint index) => new($"there is no {what} {index} here", at);

    public static WitException NoExport(int at, string name) => new($"the instance exports no type `{name}`", at);

    public static WitException NoName(int at) => new("a record, variant, enum or flags type is used without being exported, so that it has no name", at);

    public static WitException BadName(int at, string name) => new($"`{name}` is no name of an interface or world with its package", at);

    public static WitException OtherPackage(int at, string name, PackageName package) => new($"`{name}` stands in the package `{package}`", at);

    public static WitException Empty() => new("nothing is exported, so that the package has no name", 8);

    public static WitException Cycle(int at, string name) => new($"`{name}` uses itself through other interfaces", at);

    public static WitException BadDocs(int at, string what) => new($"the documentation section is damaged: {what}", at);

    /// <summary>What a constructor of the model says of its arguments, as an error of the package.</summary>
    public static T Build<T>(int at, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (ArgumentException error)
        {
            // The parameter's name stands behind the message.
            string message = error.Message;
            int parameter = message.IndexOf(" (Parameter", StringComparison.Ordinal);
            if (parameter < 0) parameter = message.IndexOf(Environment.NewLine, StringComparison.Ordinal);
            throw new WitException(parameter < 0 ? message : message.Substring(0, parameter), at);
        }
    }
}
