using System.Text;
using Caisson.Cli.Input;
using Caisson.Cli.Output;
using Caisson.Cli.Running;
using Caisson.Components.Linking;
using Caisson.Components.Pooling;
using Caisson.Runtime;
using Caisson.Wasi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Caisson.Cli.Serving;

/// <summary>Serves one component over HTTP until the process is told to end.</summary>
/// <param name="settings">What to serve, and how.</param>
/// <param name="terminal">Where the address and failures are told.</param>
internal sealed class FunctionServer(ServeSettings settings, Terminal terminal)
{
    /// <summary>How much of what it wrote to a memory an instance without requests keeps.</summary>
    private const long KeptBytes = 1 << 20;

    /// <summary>Serves.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="Failure">The file can't be served, or the address is taken.</exception>
    public int Run()
    {
        ModuleFile file = ModuleFile.Read(settings.File);
        settings.Guest.Grants?.RequireDirectories();
        using GuestCache cache = GuestCache.Open(settings.Guest.Cache, file.Path, text => terminal.Error.WriteLine($"warning: {text}"));
        try
        {
            Engine engine = GuestEngine.For(settings.Guest, isInterruptible: true, cache.Cache);
            Component component = Compile(engine, file);
            using WasiComponents wasi = new(WasiSetup.For(settings.Guest) with { Stdout = WasiStdio.Output, Stderr = WasiStdio.Error });
            ComponentLinker linker = new(engine);
            wasi.AddTo(linker);
            using ComponentPool fresh = linker.CreatePool(component, new ComponentPoolOptions { MaxSize = settings.MaxConcurrentRequests, KeptBytes = KeptBytes });
            using InstancePool pool = new(fresh, settings);
            cache.StartFilling();
            ServeAsync(pool).GetAwaiter().GetResult();
            return ExitCode.Success;
        }
        catch (Exception error) when (GuestFailures.Of(error, file) is { } failure)
        {
            throw failure;
        }
    }

    private Component Compile(Engine engine, ModuleFile file)
    {
        Component? component = file.IsComponent ? Component.Compile(engine, file.Bytes) : null;
        if (component is not null && WasiHttpHandler.IsHandler(component.Type)) return component;
        throw new Failure(ExitCode.Failed, component is null ? "this is a core module, and only components answer HTTP requests" : "the component answers no HTTP requests")
        {
            Where = settings.File,
            Help = component is null ? null : "it has to export wasi:http/handler (0.3) or wasi:http/incoming-handler (0.2)",
        };
    }

    private async Task ServeAsync(InstancePool pool)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        _ = builder.Logging.ClearProviders();
        _ = builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = settings.ShutdownTimeout);
        _ = builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = null;
            options.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            options.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
            options.Listen(settings.Address, listen => listen.Protocols = HttpProtocols.Http1);
        });
        await using WebApplication application = builder.Build();
        RequestAnswer answer = new(pool, settings, terminal);
        application.Run(answer.AnswerAsync);
        try
        {
            await application.StartAsync();
        }
        catch (IOException error)
        {
            throw new Failure(ExitCode.Failed, $"can't listen on {settings.Address}: {error.GetBaseException().Message}");
        }
        terminal.Error.WriteLine(AddressOf(application));
        await application.WaitForShutdownAsync();
    }

    private static string AddressOf(WebApplication application) =>
        application.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
}
