using System.CommandLine;
using System.Globalization;
using Caisson.Cli.Output;
using Caisson.Cli.Running;
using Caisson.Runtime;
using Caisson.Wasi;

namespace Caisson.Cli.Options;

/// <summary>The options about what a guest may use: the same ones for all verbs that run guests.</summary>
internal sealed class GuestOptions
{
    /// <summary>The options that <see cref="PlainRun"/> knows, too.</summary>
    public const string Dir = "--dir", Env = "--env";

    private readonly Option<string[]> _dirs = new(Dir) { HelpName = "HOST[::GUEST[:ro]]", Description = "Grant a folder, under the name GUEST; with :ro for reading only." };
    private readonly Option<string[]> _env = new(Env) { HelpName = "NAME=VALUE", Description = "Set an environment variable of the guest." };
    private readonly Option<bool> _inheritEnv = new("--inherit-env") { Description = "Give the guest all environment variables of this process." };
    private readonly Option<string[]> _allowNet = new("--allow-net") { HelpName = "HOST[:PORT]|CIDR[:PORT]|*", Description = "Let a component reach a host or addresses, by sockets and HTTP; * is the public network." };
    private readonly Option<string[]> _config = new("--config") { HelpName = "KEY=VALUE", Description = "Set a value of a component's configuration (wasi:config)." };
    private readonly Option<string[]> _keyValue = new("--keyvalue") { HelpName = "STORE[:KEY=VALUE]", Description = "Let a component open a store in memory (wasi:keyvalue), with a value in it." };
    private readonly Option<string?> _maxMemory = new("--max-memory") { HelpName = "SIZE", Description = "Largest size of a memory, such as 256MiB. Growing beyond it fails in the guest." };
    private readonly Option<string?> _maxStack = new("--max-stack") { HelpName = "SIZE", Description = "Stack of the guest before it traps. Default 8MiB." };
    private readonly Option<string?> _maxThreads = new("--max-threads") { HelpName = "N", Description = "Threads that a guest with threads may have beside its first. Default 256." };
    private readonly Option<string?> _fuel = new("--fuel") { HelpName = "N", Description = "Stop the guest after about N instructions, always at the same place." };
    private readonly MemoryChecksOption _memoryChecks = new();
    private readonly CacheOption _cache = new();
    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Neither use nor keep compiled code." };

    /// <summary>All of them, in the order of the help.</summary>
    public IEnumerable<Option> All => [_dirs, _env, _inheritEnv, _allowNet, _config, _keyValue, _maxMemory, _maxStack, _maxThreads, _fuel, _memoryChecks, _cache, _noCache];

    /// <summary>What was asked for, checked.</summary>
    /// <exception cref="Failure">A value can't be used: which one and why.</exception>
    public GuestSettings Read(ParseResult parsed) => new()
    {
        Grants = Grants(parsed),
        MaxMemory = Size(_maxMemory, parsed, GuestSettings.DefaultMaxMemory, GuestSettings.DefaultMaxMemory),
        MaxStack = (int)Size(_maxStack, parsed, EngineOptions.Default.MaxStackBytes, GuestSettings.MostMaxStack),
        MaxThreads = Threads(parsed),
        Fuel = Fuel(parsed),
        MemoryChecks = _memoryChecks.Read(parsed),
        Cache = parsed.GetValue(_noCache) ? CacheSettings.Off : _cache.Read(parsed),
    };

    private GuestGrants Grants(ParseResult parsed) => new()
    {
        Directories = parsed.GetValue(_dirs) is { Length: > 0 } dirs ? Array.ConvertAll(dirs, Directory) : [],
        Environment = Environment(parsed),
        Network = parsed.GetValue(_allowNet) is { Length: > 0 } nets ? Networks(nets) : null,
        Config = parsed.GetValue(_config) is { Length: > 0 } pairs ? Config(pairs) : null,
        Stores = parsed.GetValue(_keyValue) is { Length: > 0 } stores ? Stores(stores) : null,
    };

    // Apart from the others: what hardly any guest gets needs assemblies and code that none else has to load.
    private NetworkRule[] Networks(string[] texts) => Array.ConvertAll(texts, Network);

    private KeyValuePair<string, string>[] Config(string[] pairs) => Array.ConvertAll(pairs, text => KeyAndValue(_config, text, text, "write `--config KEY=VALUE`"));

    private int Threads(ParseResult parsed)
    {
        if (parsed.GetValue(_maxThreads) is not { } text) return GuestSettings.DefaultMaxThreads;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int threads) ? threads : throw UsageErrors.BadValue(_maxThreads.Name, text, "write a number of threads, such as `8`");
    }

    private long? Fuel(ParseResult parsed) => parsed.GetValue(_fuel) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long fuel) ? fuel
        : throw UsageErrors.BadValue(_fuel.Name, text, "write a number of instructions, such as `1000000`");

    private DirectoryGrant Directory(string text) => DirectoryGrant.TryParse(text, out DirectoryGrant grant)
        ? grant
        : throw UsageErrors.BadValue(_dirs.Name, text, "write `--dir data` or `--dir data::/name/for/guest` or `--dir data::/name/for/guest:ro`");

    private NetworkRule Network(string text) => NetworkRule.TryParse(text, out NetworkRule? rule)
        ? rule
        : throw UsageErrors.BadValue(_allowNet.Name, text, "write `--allow-net example.com:443` or `--allow-net 10.0.0.0/8` or `--allow-net '*'`");

    private Dictionary<string, string> Environment(ParseResult parsed)
    {
        Dictionary<string, string> variables = [];
        if (parsed.GetValue(_inheritEnv))
        {
            foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
            {
                variables[(string)variable.Key] = (string?)variable.Value ?? "";
            }
        }

        foreach (string text in parsed.GetValue(_env) ?? [])
        {
            int split = text.IndexOf('=', StringComparison.Ordinal);
            if (split <= 0) throw UsageErrors.BadValue(_env.Name, text, "write `--env NAME=VALUE`");
            variables[text[..split]] = text[(split + 1)..];
        }

        return variables;
    }

    private Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> Stores(string[] texts)
    {
        Dictionary<string, IReadOnlyList<KeyValuePair<string, string>>> stores = [];
        foreach (string text in texts)
        {
            int colon = text.IndexOf(':', StringComparison.Ordinal);
            string store = colon < 0 ? text : text[..colon];
            IReadOnlyList<KeyValuePair<string, string>> known = stores.GetValueOrDefault(store, []);
            stores[store] = colon < 0 ? known : [.. known, KeyAndValue(_keyValue, text, text[(colon + 1)..], "write `--keyvalue STORE` or `--keyvalue STORE:KEY=VALUE`")];
        }
        return stores;
    }

    private static KeyValuePair<string, string> KeyAndValue(Option option, string text, string pair, string help)
    {
        int split = pair.IndexOf('=', StringComparison.Ordinal);
        return split > 0 ? new(pair[..split], pair[(split + 1)..]) : throw UsageErrors.BadValue(option.Name, text, help);
    }

    private static long Size(Option<string?> option, ParseResult parsed, long byDefault, long most)
    {
        if (parsed.GetValue(option) is not { } text) return byDefault;
        if (!ByteSize.TryParse(text, out long bytes)) throw UsageErrors.BadValue(option.Name, text, "write a number with B, KiB, MiB or GiB, such as `256MiB`");
        return bytes <= most ? bytes : throw UsageErrors.BadValue(option.Name, text, $"the most is {ByteSize.Format(most)}");
    }
}
