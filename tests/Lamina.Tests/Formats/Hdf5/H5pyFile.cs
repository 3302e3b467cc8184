namespace Lamina.Tests.Formats.Hdf5;

/// <summary>A file that h5py writes: Python lines that fill <c>f</c>, and how it is opened.</summary>
/// <param name="Name">The name of the case.</param>
/// <param name="Code">What to do with <c>f</c>.</param>
/// <param name="Open">Further arguments of <c>h5py.File</c>, or the call that makes the file.</param>
/// <param name="LibVersions">The ranges of versions to write it with.</param>
public sealed record H5pyFile(string Name, string Code, string Open = "h5py.File(p, 'w', libver=v)", string LibVersions = "earliest v108 latest")
{
    /// <summary>What every file holds a part of.</summary>
    public static IReadOnlyList<H5pyFile> All { get; } =
    [
        new("numbers", """
            for t in '<f2 >f2 <f4 >f4 <f8 >f8 i1 <i2 >i2 <i4 >i4 <i8 >i8 u1 <u2 >u2 <u4 >u4 <u8 >u8'.split():
                f['n/' + t.replace('<', 'l').replace('>', 'b')] = (np.arange(24).reshape(2, 3, 4) * 5).astype(t)
                f.attrs[t] = (np.arange(6).reshape(2, 3) + 1).astype(t)
            f['negative'] = np.array([-1, -128, 127], 'i1'); f['odd'] = np.array([np.nan, np.inf, -np.inf, -0.0, 1e-40], 'f4')
            f['half'] = np.array([np.nan, np.inf, -np.inf, -0.0, 6e-8, 65504], 'f2')
            """),
        new("scalars", """
            f['float'] = np.float32(1.5); f['int'] = 7; f['bool'] = True; f['text'] = 'one'
            f.attrs['float'] = 2.5; f.attrs['int'] = 3; f.attrs['bool'] = False; f.attrs['text'] = 'two'
            """),
        new("empty", """
            f['none'] = np.zeros((0, 3), 'f4'); f['texts'] = np.zeros((0,), 'S3')
            f['null'] = h5py.Empty('f4'); f.attrs['null'] = h5py.Empty('f4'); f.attrs['names'] = np.zeros(0)
            f.create_dataset('chunked', (0, 4), maxshape=(None, 4), dtype='i4'); f.create_group('empty')
            f.create_dataset('later', (4, 0), maxshape=(4, None), compression='gzip')
            """),
        new("texts", """
            f['fixed'] = np.array([b'a', b'', b'abcde'], 'S5'); f.attrs['fixed'] = np.array([b'dense', b'flatten_1'])
            f['utf8'] = np.array(['ä€'.encode(), b'x'], h5py.string_dtype('utf-8', 6)); f.attrs['one'] = np.bytes_('byte')
            f.create_dataset('variable', data=['é', '', 'long ' * 900, '😀'], dtype=h5py.string_dtype())
            f.create_dataset('ascii', data=[['a', 'b'], ['', 'a']], dtype=h5py.string_dtype('ascii'))
            f.attrs['variable'] = ['dense', 'ß', '']; f.attrs.create('ascii', ['q'], dtype=h5py.string_dtype('ascii'))
            f.attrs['long'] = '{"a": ' + '1' * 30000 + '}'
            f.create_dataset('chunks', data=['t%d' % i for i in range(10)], chunks=(3,), dtype=h5py.string_dtype())
            f.create_dataset('zipped', data=np.array([b'%d' % i for i in range(10)], 'S4'), chunks=(4,), compression='gzip')
            f.create_dataset('unwritten', (3,), dtype=h5py.string_dtype())
            for i, pad in enumerate((h5py.h5t.STR_NULLTERM, h5py.h5t.STR_NULLPAD, h5py.h5t.STR_SPACEPAD)):
                t = h5py.h5t.C_S1.copy(); t.set_size(6); t.set_strpad(pad)
                d = h5py.h5d.create(f.id, b'pad%d' % i, t, h5py.h5s.create_simple((2,)))
                d.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([b'ab', b'c d'], 'S6'))
            """),
        new("enums", """
            f['bools'] = np.array([[True, False], [False, True]])
            f.create_dataset('colours', data=[0, 2, 1], dtype=h5py.enum_dtype({'red': 0, 'green': 1, 'blue': 2}, 'i2'))
            f.create_dataset('two', data=[0, 1], dtype=h5py.enum_dtype({'NO': 0, 'YES': 1}, 'i1'))
            f.attrs['bools'] = np.array([True, True, False])
            f.create_dataset('chunked', data=np.arange(100) % 3 == 0, chunks=(7,), compression='gzip')
            """),
        new("filters", """
            a = (rng.integers(0, 50, (13, 17)) * 3).astype('f4')
            for g in (None, 'gzip', 'lzf'):
                for s in (False, True):
                    for c in (False, True):
                        f.create_dataset(f'{g}{s}{c}', data=a, chunks=(4, 5), compression=g, shuffle=s, fletcher32=c)
            f.create_dataset('level9', data=a, chunks=(13, 17), compression='gzip', compression_opts=9, shuffle=True)
            f.create_dataset('noise', data=rng.integers(0, 256, 5000).astype('u1'), chunks=(999,), compression='lzf')
            f.create_dataset('bytes', data=rng.integers(0, 256, 5001).astype('u1'), chunks=(999,), fletcher32=True)
            f.create_dataset('same', data=np.zeros((300, 300), 'f8'), chunks=(100, 100), compression='gzip')
            f.create_dataset('runs', data=np.arange(20000) // 700, chunks=(6000,), compression='lzf', shuffle=True)
            """),
        new("chunks", """
            for i, (s, c) in enumerate([((7,), (7,)), ((7,), (3,)), ((3, 4, 5), (2, 3, 2)), ((5, 1, 6), (1, 1, 4)), ((2, 3, 2, 3), (2, 2, 1, 3)), ((3,), (1,))]):
                f.create_dataset(f'd{i}', data=np.arange(np.prod(s)).reshape(s) * 1.5, chunks=c)
            """),
        new("missing chunks", """
            d = f.create_dataset('some', (20, 20), 'f4', chunks=(6, 6), fillvalue=-2.5); d[7:9, 3:15] = 1
            f.create_dataset('no', (5, 5), '>i4', chunks=(2, 2), fillvalue=7, compression='gzip')
            f.create_dataset('unwritten', (5, 5), '>f8', fillvalue=3); f.create_dataset('zero', (4,), 'i8')
            d = f.create_dataset('texts', (9,), 'S3', chunks=(2,), fillvalue=b'no'); d[4] = b'yes'
            f.create_dataset('single', (6,), 'i2', chunks=(6,), fillvalue=9)
            """),
        new("resizable", """
            for i, (m, c) in enumerate([((None, 9), (4, 5)), ((9, None), (4, 5)), ((None, None), (4, 5)), ((20, 20), (4, 5)), ((None, 9), (40, 9)), ((7, 9), (7, 9))]):
                for z in (None, 'gzip'):
                    d = f.create_dataset(f'd{i}{z}', data=np.arange(63).reshape(7, 9), maxshape=m, chunks=c, compression=z)
            d = f.create_dataset('grown', (2, 3), 'i4', maxshape=(None, None), chunks=(2, 2)); d[...] = 1; d.resize((5, 7)); d[4] = 2
            d = f.create_dataset('shrunk', data=np.arange(100).reshape(10, 10), maxshape=(None, 10), chunks=(3, 3)); d.resize((4, 5))
            d = f.create_dataset('three', data=np.arange(60).reshape(3, 4, 5), maxshape=(3, None, 5), chunks=(2, 2, 2))
            """),
        new("many chunks", """
            f.create_dataset('fixed', data=np.arange(7001, dtype='f4'), chunks=(2,))
            f.create_dataset('fixed zipped', data=np.arange(5000, dtype='i4').reshape(50, 100), chunks=(2, 2), compression='gzip')
            f.create_dataset('extensible', data=np.arange(9000, dtype='f4'), chunks=(1,), maxshape=(None,))
            f.create_dataset('extensible zipped', data=np.arange(6000, dtype='f4'), chunks=(2,), maxshape=(None,), compression='gzip')
            f.create_dataset('tree', data=np.arange(3600, dtype='i2').reshape(60, 60), chunks=(1, 1), maxshape=(None, None))
            f.create_dataset('tree zipped', data=np.arange(3600, dtype='i2').reshape(60, 60), chunks=(1, 2), maxshape=(None, None), compression='gzip')
            """, LibVersions: "earliest latest"),
        new("scattered chunks", """
            d = f.create_dataset('fixed', (20000,), 'u1', chunks=(2,), fillvalue=3); d[2050:2060] = 1; d[19990:] = 2
            d = f.create_dataset('extensible', (400000,), 'u1', chunks=(1,), maxshape=(None,)); d[140000:140003] = 1; d[250000:250004] = 2; d[399999] = 3
            d[5:20] = 4; d[131090] = 5; d[132100] = 6; d[135000] = 7
            d = f.create_dataset('extensible zipped', (300000,), 'u1', chunks=(1,), maxshape=(None,), compression='gzip'); d[262150:262160] = 1; d[200000] = 2
            """, LibVersions: "latest"),
        new("plain edges", """
            a = np.arange(99, dtype='f4').reshape(9, 11)
            for n, m in (('fixed', (9, 11)), ('extensible', (None, 11)), ('tree', (None, None))):
                c = dcpl(chunks=(4, 4), deflate=6); plain_edges(c); create(f, n, a, c, m)
            """, LibVersions: "v110 latest"),
        new("layouts", """
            a = np.arange(12, dtype='f4').reshape(3, 4)
            create(f, 'compact', a, dcpl(layout=h5py.h5d.COMPACT)); create(f, 'contiguous', a, dcpl(layout=h5py.h5d.CONTIGUOUS))
            create(f, 'implicit', a, dcpl(chunks=(2, 3), alloc=h5py.h5d.ALLOC_TIME_EARLY)); create(f, 'early', a, dcpl(alloc=h5py.h5d.ALLOC_TIME_EARLY))
            create(f, 'implicit bounded', a, dcpl(chunks=(2, 3), alloc=h5py.h5d.ALLOC_TIME_EARLY), (7, 9))
            """),
        new("many attributes", """
            g = f.create_group('g')
            for i in range(300): g.attrs['a%d' % ((i * 37) % 300)] = np.arange(i % 5 + 1, dtype='f4') + i
            for i in range(0, 300, 3): del g.attrs['a%d' % i]
            for i in range(50): g.attrs['b%d' % i] = 'text %d' % i
            d = f.create_dataset('d', data=[1, 2])
            for i in range(40): d.attrs['x%d' % i] = i
            """),
        new("large attribute", "f.attrs['x'] = np.arange(40000, dtype='f4'); f.attrs['y'] = 'y' * 70000; f.attrs['z'] = np.array([b'z' * 66000])", LibVersions: "latest"),
        new("deep groups", "f['/'.join('g%d' % i for i in range(100)) + '/x'] = np.arange(3)"),
        new("many members", """
            for i in range(5000): f.create_group('m/k%d' % ((i * 7) % 5000))
            for i in range(0, 5000, 2): del f['m/k%d' % i]
            for i in range(300): f['n/long name of a dataset, so that the heap grows %d' % i] = np.float32(i)
            """),
        new("order of making", """
            for n in 'zebra apple mango'.split(): f['few/' + n] = 1; f['few'].attrs[n] = n
            for i in range(60): f['many/%d' % ((i * 7) % 60)] = i; f['many'].attrs['%d' % ((i * 7) % 60)] = i
            """, "h5py.File(p, 'w', libver=v, track_order=True)", "earliest latest") { NamesInOrder = true },
        new("links", """
            f['a/b/x'] = [1, 2]; f['hard'] = f['a/b/x']; f['a/round'] = f['a']; f['a/b/up'] = f['/']
            f['soft'] = h5py.SoftLink('/a/b/x'); f['a/near'] = h5py.SoftLink('b/x'); f['chain'] = h5py.SoftLink('a/near')
            f['group'] = h5py.SoftLink('a/b'); f['dangling'] = h5py.SoftLink('/nowhere'); f['self'] = h5py.SoftLink('self')
            f['outside'] = h5py.ExternalLink('other.h5', '/x')
            """),
        new("names", "f['ä/€😀'] = [1]; f['with space/ '] = [2]; f['n' * 300 + '/x'] = [3]; f['ä'].attrs['ключ'] = 'значение'"),
        new("named types", """
            f['types/t'] = np.dtype('>f4'); d = f.create_dataset('d', (3,), dtype=f['types/t']); d[...] = [1, 2, 3]
            f.attrs.create('a', [4, 5], dtype=f['types/t']); f['types/s'] = h5py.string_dtype(); f.create_dataset('s', data=['q'], dtype=f['types/s'])
            """),
        new("user block 512", "f['g/x'] = np.arange(5); f.create_dataset('c', data=np.arange(9), chunks=(2,)); f.attrs['t'] = 'v'", "h5py.File(p, 'w', libver=v, userblock_size=512)"),
        new("user block 4096", "f['g/x'] = np.arange(5); f.create_dataset('c', data=np.arange(9), chunks=(2,)); f.attrs['t'] = 'v'", "h5py.File(p, 'w', libver=v, userblock_size=4096)"),
        new("sizes 4", Sizes, "sized(p, v, 4, 4)"),
        new("sizes 2", Sizes, "sized(p, v, 2, 2)", "earliest"),
        new("sizes 8 and 4", Sizes, "sized(p, v, 8, 4)"),
        new("sizes 4 and 8", Sizes, "sized(p, v, 4, 8)"),
        new("other trees", Sizes, "sized(p, v, 8, 8, k=2)"),
        new("written twice", """
            for i in range(20):
                if 'x' in f: del f['x']
                f['x'] = np.arange(i + 1); f.attrs['t'] = 'x' * (i * 100); f.require_group('g').attrs['n%d' % i] = 'v'
            """),
    ];

    private const string Sizes = """
        f['g/h/x'] = np.arange(50.0); f.attrs['t'] = 'text'; f.attrs['n'] = np.arange(4)
        f.create_dataset('c', data=np.arange(30).reshape(5, 6), chunks=(2, 4), compression='gzip')
        f.create_dataset('v', data=['a', 'b'], dtype=h5py.string_dtype())
        for i in range(30): f['many/%d' % i] = i; f['g'].attrs['%d' % i] = i
        l = f.id.get_create_plist().get_sizes()[1]
        bound = 999 if l < 8 and v == 'latest' else None  # the library forgets that an axis has no bound
        f.create_dataset('e', data=np.arange(300), chunks=(3,), maxshape=(bound,)); f.create_dataset('b', data=np.arange(30).reshape(5, 6), chunks=(1, 2), maxshape=(bound, bound))
        """;

    /// <summary>Whether h5py lists names as they were made.</summary>
    public bool NamesInOrder { get; private init; }

    public override string ToString() => Name;
}
