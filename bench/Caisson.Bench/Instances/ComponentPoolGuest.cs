using System.Globalization;
using System.Text;
using Caisson.Components.Text;

namespace Caisson.Bench.Instances;

/// <summary>A component of <see cref="InstanceGuest"/>'s module, every page of whose memory holds something.</summary>
internal static class ComponentPoolGuest
{
    /// <summary>Of its memory, in bytes.</summary>
    public const int Bytes = 1 << 20;

    /// <summary>How many pages a call writes to.</summary>
    public const int Pages = 10;

    /// <summary>The component.</summary>
    public static byte[] Make()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            (component
              (core module $M
                (memory {Bytes >> 16})
                (global $calls (mut i32) (i32.const 0))
                (func (export "dirty") (param $pages i32) (param $stride i32) (result i32) (local $at i32)
                  (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
                  (loop $next
                    (i32.store offset=8 (local.get $at) (i32.add (i32.load (local.get $at)) (i32.const 1)))
                    (local.set $at (i32.add (local.get $at) (local.get $stride)))
                    (br_if $next (local.tee $pages (i32.sub (local.get $pages) (i32.const 1)))))
                  (i32.add (i32.load offset=8 (i32.const 0)) (global.get $calls)))

            """);
        for (int at = 0; at < Bytes; at += InstanceGuest.Page) text.Append(CultureInfo.InvariantCulture, $"(data (i32.const {at}) \"\\01\\00\\00\\00 what a page holds\")\n");
        return ComponentParser.Parse(text.Append("""
            )
              (core instance $m (instantiate $M))
              (func (export "dirty") (param "pages" u32) (param "stride" u32) (result u32) (canon lift (core func $m "dirty"))))
            """).ToString());
    }
}
