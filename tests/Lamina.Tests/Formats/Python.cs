using System.Diagnostics;

namespace Lamina.Tests.Formats;

/// <summary>Python, where this machine has it.</summary>
internal static class Python
{
    private const string Program = "/usr/bin/python3";

    /// <summary>Functions <c>write(path, arrays, notes)</c> and <c>read(path)</c> of NumPy arrays.</summary>
    public const string SafeTensors = """
        import json, struct
        TYPES = {'bool': 'BOOL', 'uint8': 'U8', 'int8': 'I8', 'uint16': 'U16', 'int16': 'I16', 'float16': 'F16', 'uint32': 'U32',
                 'int32': 'I32', 'float32': 'F32', 'float64': 'F64', 'int64': 'I64', 'uint64': 'U64'}
        def write(path, arrays, notes=None):
            header, data = ({'__metadata__': notes} if notes else {}), b''
            for name, a in arrays.items():
                part = a.tobytes()
                header[name] = {'dtype': TYPES[str(a.dtype)], 'shape': list(a.shape), 'data_offsets': [len(data), len(data) + len(part)]}
                data += part
            text = json.dumps(header).encode()
            text += b' ' * (-len(text) % 8)
            with open(path, 'wb') as f: f.write(struct.pack('<Q', len(text)) + text + data)
        def read(path):
            import numpy as np
            with open(path, 'rb') as f: all = f.read()
            n, = struct.unpack('<Q', all[:8])
            assert n % 8 == 0
            names = {v: k for k, v in TYPES.items()}
            header = json.loads(all[8:8 + n])
            header.pop('__metadata__', None)
            return {k: np.frombuffer(all[8 + n + v['data_offsets'][0]:8 + n + v['data_offsets'][1]], names[v['dtype']]).reshape(v['shape'])
                    for k, v in header.items()}

        """;

    /// <summary>Runs a script in a folder; skips the test where Python, or a module that the script imports, is
    /// missing.</summary>
    public static string Run(string folder, string script)
    {
        Skip.IfNot(File.Exists(Program), $"{Program} is not installed.");
        var start = new ProcessStartInfo(Program, ["-c", script])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Skip.If(errors.Result.Contains("No module named", StringComparison.Ordinal), $"{Program}: {errors.Result}");
        Assert.True(process.ExitCode == 0, errors.Result);
        return output;
    }
}
