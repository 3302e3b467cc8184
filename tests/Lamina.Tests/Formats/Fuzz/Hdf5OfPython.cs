using System.Diagnostics;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>HDF5 files with what Keras does not write but others do: chunks, filters, heaps, links; by h5py where this machine has it.</summary>
internal static class Hdf5OfPython
{
    private const string Python = "/usr/bin/python3";

    private const string Script = """
        import h5py, numpy as np
        a = np.arange(60, dtype='<f4').reshape(6, 10)
        for name, options in (('earliest', {}), ('latest', {'libver': 'latest'})):
            with h5py.File(f'{name}.h5', 'w', **options) as f:
                f.create_dataset('plain', data=a)
                f.create_dataset('a/b/chunks', data=a, chunks=(2, 5), compression='gzip', shuffle=True, fletcher32=True)
                f.create_dataset('grows', data=a, chunks=(4, 4), maxshape=(None, 10))
                f.create_dataset('grows both ways', data=a, chunks=(4, 4), maxshape=(None, None), compression='gzip')
                f.create_dataset('one chunk', data=a, chunks=(6, 10))
                f.create_dataset('halves', data=a.astype('>f2'))
                f.create_dataset('flags', data=a > 5)
                f.create_dataset('texts', data=['one', 'two', 'three'], dtype=h5py.string_dtype())
                f.create_dataset('empty', shape=(0, 3), dtype='f8')
                f.create_dataset('filled', shape=(5,), dtype='i4', fillvalue=7)
                f['soft'] = h5py.SoftLink('/a/b/chunks')
                f['again'] = f['a']
                f.attrs['text'] = 'text'
                f.attrs['fixed'] = np.array([b'a', b'bc'])
                f.attrs['texts'] = ['x', 'yz']
                f.attrs['numbers'] = a
        with h5py.File('many.h5', 'w', libver='latest') as f:
            g = f.create_group('links', track_order=True)
            for i in range(40): g[f'n{i}'] = np.int32(i)
            for i in range(20): f['links'].attrs[f'attribute {i}'] = f'value {i}'
        """;

    /// <summary>The files; none without h5py.</summary>
    public static Lazy<FuzzSource[]> Files { get; } = new(Make);

    private static FuzzSource[] Make()
    {
        if (!File.Exists(Python))
        {
            return [];
        }

        using var folder = new TemporaryFolder();
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", Script]) { WorkingDirectory = folder.Path, RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return [.. folder.Files.Select(name => new FuzzSource(name, File.ReadAllBytes(folder[name])))];
    }
}
