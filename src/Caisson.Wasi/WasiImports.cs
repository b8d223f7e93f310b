using Caisson.Runtime;

namespace Caisson.Wasi;

/// <summary>Gives imports WASI.</summary>
public static class WasiImports
{
    /// <summary>Offers WASI preview 1 and <c>wasi_unstable</c> for import.</summary>
    /// <param name="imports">What the guest may import.</param>
    /// <param name="wasi">The guest's side of it; keep it as long as the guest runs.</param>
    /// <returns>The same imports.</returns>
    public static Imports AddWasi(this Imports imports, WasiPreview1 wasi)
    {
        ArgumentNullException.ThrowIfNull(wasi);
        wasi.AddTo(imports);
        return imports;
    }
}
