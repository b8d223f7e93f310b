using System.Globalization;
using System.Text;
using Caisson.Wasm.Text;

namespace Caisson.Bench.Instances;

/// <summary>A module with an initial memory of a size, every page of which holds something, and a function that writes to some of its pages.</summary>
internal static class InstanceGuest
{
    /// <summary>Bytes of a page of the system, about.</summary>
    public const int Page = 4096;

    /// <summary>The module.</summary>
    /// <param name="bytes">Size of its memory, in bytes.</param>
    public static byte[] OfSize(int bytes)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            (module
              (memory (export "memory") {bytes >> 16})
              (global $calls (mut i32) (i32.const 0))
              (func (export "dirty") (param $pages i32) (param $stride i32) (result i32) (local $at i32)
                (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
                (loop $next
                  (i32.store offset=8 (local.get $at) (i32.add (i32.load (local.get $at)) (i32.const 1)))
                  (local.set $at (i32.add (local.get $at) (local.get $stride)))
                  (br_if $next (local.tee $pages (i32.sub (local.get $pages) (i32.const 1)))))
                (i32.add (i32.load offset=8 (i32.const 0)) (global.get $calls)))

            """);
        for (int at = 0; at < bytes; at += Page) text.Append(CultureInfo.InvariantCulture, $"(data (i32.const {at}) \"\\01\\00\\00\\00 what a page holds\")\n");
        return WatParser.Parse(text.Append(')').ToString());
    }

    /// <summary>What the function returns in a new instance.</summary>
    public const int Answer = 3;
}
