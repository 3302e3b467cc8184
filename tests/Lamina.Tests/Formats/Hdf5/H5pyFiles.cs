using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Lamina.Tests.Formats.Hdf5;

/// <summary>All files that h5py writes, made once; beside each what h5py reads from it.</summary>
public sealed class H5pyFiles : IDisposable
{
    private const string Python = "/usr/bin/python3";

    // Every object that hard links reach, once: numbers into an .npz under "D path" and "A path name", all else into a .json.
    private const string Start = """
        import ctypes, json, sys, warnings
        import numpy as np
        warnings.simplefilter('ignore')
        import h5py
        from h5py import h5d, h5f, h5p, h5s, h5t
        hdf5 = ctypes.CDLL('libhdf5_serial.so.103')
        rng = np.random.default_rng(0)
        LIB = {'earliest': 'earliest', 'v108': ('v108', 'v108'), 'v110': ('v110', 'v110'), 'latest': 'latest'}

        def dcpl(chunks=None, deflate=None, layout=None, alloc=None):
            c = h5p.create(h5p.DATASET_CREATE)
            if chunks: c.set_chunk(chunks)
            if deflate: c.set_deflate(deflate)
            if layout is not None: c.set_layout(layout)
            if alloc is not None: c.set_alloc_time(alloc)
            return c

        def plain_edges(c):
            assert hdf5.H5Pset_chunk_opts(ctypes.c_int64(c.id), ctypes.c_uint(2)) >= 0

        def create(f, name, a, c, maxshape=None, t=None, raw=False):
            maxshape = tuple(h5s.UNLIMITED if m is None else m for m in maxshape or a.shape)
            d = h5d.create(f.id, name.encode(), t or h5t.py_create(a.dtype), h5s.create_simple(a.shape, maxshape), c)
            d.write(h5s.ALL, h5s.ALL, a, t if raw else None)

        def external():
            c = dcpl(); c.set_external(b'data.bin', 0, h5py.h5f.UNLIMITED)
            return c

        def sized(p, v, o, l, k=None):
            c = h5p.create(h5p.FILE_CREATE); c.set_sizes(o, l)
            if k: hdf5.H5Pset_sym_k(ctypes.c_int64(c.id), ctypes.c_uint(k), ctypes.c_uint(k)); hdf5.H5Pset_istore_k(ctypes.c_int64(c.id), ctypes.c_uint(k))
            a = h5p.create(h5p.FILE_ACCESS)
            if v != 'earliest': a.set_libver_bounds(*[h5f.LIBVER_V18 if v[0] == 'v108' else h5f.LIBVER_LATEST] * 2)
            return h5py.File(h5f.create(p.encode(), h5f.ACC_TRUNC, c, a))

        def text(v): return v.decode('utf-8', 'surrogateescape') if isinstance(v, bytes) else str(v)

        def value(v, key, numbers):
            if isinstance(v, h5py.Empty): return {'shape': [0]}
            a = np.asarray(v)
            if a.dtype.kind in 'OSU': return {'shape': list(a.shape), 'texts': [text(t) for t in a.ravel().tolist()]}
            numbers[key] = a
            return {'shape': list(a.shape)}

        def dump(p):
            found, numbers = {}, {}
            with h5py.File(p, 'r') as f:
                def visit(path, o):
                    e = {'attributes': {n: value(v, f'A {path} {n}', numbers) for n, v in o.attrs.items()}}
                    if isinstance(o, h5py.Dataset): e |= value(o[()], f'D {path}', numbers)
                    elif isinstance(o, h5py.Group): e['names'] = list(o.keys())
                    else: return
                    found[path] = e
                visit('', f); f.visititems(visit)
            np.savez(p + '.npz', **numbers)
            json.dump(found, open(p + '.json', 'w'))

        def case(p, v, opens, code):
            v = LIB[v]
            f = eval(opens, globals() | {'p': p, 'v': v})
            with f: exec(code, globals() | {'f': f, 'v': v})
            dump(p)

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string? _missing;

    public H5pyFiles()
    {
        var cases = from file in H5pyFile.All
                    from version in file.LibVersions.Split(' ')
                    select new JsonArray(NameOf(file, version), version, file.Open, file.Code.ReplaceLineEndings("\n"));
        File.WriteAllText(_folder["cases.json"], new JsonArray([.. cases]).ToJsonString());
        _missing = Run("for c in json.load(open('cases.json')): case(*c)", out var errors) ? null : errors;
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The path of a file; the test is skipped where there is no h5py.</summary>
    public string this[H5pyFile file, string version]
    {
        get
        {
            Skip.If(_missing is not null, _missing);
            return _folder[NameOf(file, version)];
        }
    }

    /// <summary>Runs further lines of Python in a folder; the test is skipped where there is no h5py.</summary>
    public string Write(string name, string code)
    {
        Skip.If(_missing is not null, _missing);
        Assert.True(Run($"with h5py.File('{name}', 'w') as f:\n    {code.ReplaceLineEndings("\n    ")}\n", out var errors), errors);
        return _folder[name];
    }

    public static JsonObject Expected(string path) => JsonNode.Parse(File.ReadAllText(path + ".json"))!.AsObject();

    private static string NameOf(H5pyFile file, string version) => $"{file.Name.Replace(' ', '-')}-{version}.h5";

    private bool Run(string script, out string errors)
    {
        errors = $"{Python} is not installed.";
        if (!File.Exists(Python))
        {
            return false;
        }

        File.WriteAllText(_folder["script.py"], (Start + script).ReplaceLineEndings("\n"));
        var start = new ProcessStartInfo(Python) { WorkingDirectory = _folder.Path, RedirectStandardError = true };
        start.ArgumentList.Add("script.py");
        using var process = Process.Start(start)!;
        errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 && !errors.Contains("No module named", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(errors);
        }

        return process.ExitCode == 0;
    }
}
