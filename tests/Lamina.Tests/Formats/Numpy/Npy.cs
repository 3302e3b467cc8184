using System.Text;

namespace Lamina.Tests.Formats.Numpy;

/// <summary>Builds <c>.npy</c> data by hand, right or wrong.</summary>
internal static class Npy
{
    public static byte[] Of(string descr, string shape, byte[] data, bool fortran = false, byte version = 1) =>
        WithHeader($"{{'descr': '{descr}', 'fortran_order': {(fortran ? "True" : "False")}, 'shape': {shape}, }}\n", data, version);

    public static byte[] WithHeader(string header, byte[] data, byte version = 1)
    {
        var text = Encoding.UTF8.GetBytes(header);
        byte[] length = version == 1
            ? [(byte)text.Length, (byte)(text.Length >> 8)]
            : [(byte)text.Length, (byte)(text.Length >> 8), 0, 0];
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }
}
