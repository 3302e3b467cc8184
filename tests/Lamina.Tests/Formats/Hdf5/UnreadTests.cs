using Lamina.Formats.Hdf5;

namespace Lamina.Tests.Formats.Hdf5;

/// <summary>What files of h5py can hold and a tensor cannot: it is listed, and reading it says why not.</summary>
public sealed class UnreadTests(H5pyFiles files) : IClassFixture<H5pyFiles>
{
    private const string Types = "Lamina reads integers and floats of the usual sizes, booleans and texts; this dataset has the type ";
    private const string Filters = "Lamina reads deflate (1), shuffle (2), fletcher32 (3) and lzf (32000).\n  hint: h5repack -f NONE writes a copy without filters.";

    public static TheoryData<string, string, string> Datasets => new()
    {
        { "f['x'] = np.zeros(2, [('a', 'i4'), ('b', 'f4')])", "compound", Types + "compound." },
        { "f['x'] = np.zeros(2, 'c8')", "complex", Types + "complex." },
        { "f['x'] = np.void(b'abc')", "opaque", Types + "opaque." },
        { "f.create_dataset('x', (1,), dtype=h5py.ref_dtype)", "reference", Types + "reference." },
        { "f.create_dataset('x', (1,), dtype=h5py.regionref_dtype)", "reference", Types + "reference." },
        { "f.create_dataset('x', (1,), dtype=h5py.vlen_dtype('>i4'))", "variable-length list of int32 big-endian", Types + "variable-length list of int32 big-endian." },
        { "f.create_dataset('x', (1,), dtype=np.dtype('(2,3)f4'))", "array [2, 3] of float32", Types + "array [2, 3] of float32." },
        { "t = h5t.NATIVE_INT32.copy(); t.set_precision(12); h5d.create(f.id, b'x', t, h5s.create_simple((2,)))", "integer of 12 bits from bit 0 of 4 bytes", Types + "integer of 12 bits from bit 0 of 4 bytes." },
        { "f['x'] = np.zeros(2, np.longdouble)", "float of 80 bits, 15 of them for the exponent,", Types + "float of 80 bits, 15 of them for the exponent,." },
        { "f.create_dataset('x', data=[1, 2], chunks=(2,), scaleoffset=3)", "int64", "the data went through the filter scaleoffset (6); " + Filters },
        { "c = dcpl(chunks=(2,)); c.set_filter(5, 0, (0,)); create(f, 'x', np.zeros(2), c)", "float64", "the data went through the filter nbit (5); " + Filters },
        { "create(f, 'x', np.zeros(2), external())", "float64", "Lamina reads what is in the file itself; the elements of this dataset are in other files." },
        { "l = h5py.VirtualLayout((2,), 'f4'); l[:] = h5py.VirtualSource('o.h5', 'x', (2,)); f.create_virtual_dataset('x', l)", "float32", "Lamina reads what is in the file itself; this dataset is a view of others (\"virtual\")." },
        { "f['x'] = np.array([1, 2**64 - 1], 'u8')", "uint64", "uint64 is read as int64, whose largest value is 9223372036854775807; the file has 18446744073709551615." },
        { "f.create_dataset('x', (10**9,), 'f4')", "float32", "the shape [1000000000] of float32 takes 4000000000 bytes; the file has at most 0 of them, and Lamina fills up to 1048576 that were never written." },
        { "f.create_dataset('x', (10**12,), 'f4', chunks=(10,))[5] = 1", "float32", "an array has at most 2147483591 elements; the shape is [1000000000000]." },
        { "f.create_dataset('x', (10**8,), 'f4', chunks=(10,))[5] = 1", "float32", "the shape [100000000] of float32 takes 400000000 bytes; the file has at most 40 of them, and Lamina fills up to 1048576 that were never written." },
    };

    public static TheoryData<string, string> Others => new()
    {
        { "f['x'] = np.dtype('f4')", "Lamina reads groups and datasets; this is another object, such as a named datatype." },
        { "f['x'] = h5py.ExternalLink('other.h5', '/a')", "Lamina reads what is in the file itself; this is a link to another file: other.h5, /a." },
        { "f['x'] = h5py.SoftLink('/x')", "Lamina follows up to 32 soft links to an object; this one, to '/x', is one more." },
        { "f['x'] = h5py.SoftLink('y/x/x'); f['y'] = h5py.SoftLink('/')", "Lamina follows up to 32 soft links to an object; this one, to 'y/x/x', is one more." },
    };

    [SkippableTheory, MemberData(nameof(Datasets))]
    public void A_dataset_is_listed_but_not_read(string code, string type, string message)
    {
        var path = files.Write("unread.h5", code);
        using var file = Hdf5File.Open(path);
        var (name, dataset) = Assert.Single(file.Root.Datasets());
        Assert.Equal(("x", type), (name, dataset.TypeName));
        Assert.Equal($"{path} › /x: {message}", Assert.Throws<LaminaFormatException>(dataset.Read).Message);
    }

    [SkippableTheory, MemberData(nameof(Others))]
    public void What_is_no_dataset_is_not_found(string code, string message)
    {
        var path = files.Write("unread.h5", code);
        using var file = Hdf5File.Open(path);
        Assert.Empty(file.Root.Datasets());
        Assert.Contains("x", file.Root.Names);
        Assert.Equal($"{path} › /x: {message}", Assert.Throws<LaminaFormatException>(() => file.Root.Find("x")).Message);
    }

    [SkippableFact]
    public void Attributes_of_other_types_have_no_value()
    {
        var path = files.Write("unread.h5", """
            f.attrs['complex'] = 1j; f.attrs['void'] = np.void(b'ab'); f.attrs['reference'] = f.ref; f.attrs['good'] = 'text'
            h5py.h5a.create(f.id, b'list', h5t.vlen_create(h5t.NATIVE_INT32), h5s.create_simple((1,)))
            """);
        using var file = Hdf5File.Open(path);
        Assert.Equal(
            ["complex complex", "good string text", "list variable-length list of int32", "reference reference", "void opaque"],
            file.Root.Attributes.Values.Select(a => $"{a.Name} {a.TypeName} {a.Text}".TrimEnd()).Order(StringComparer.Ordinal));
        Assert.All(file.Root.Attributes.Values.Where(a => a.Name != "good"), a => Assert.Null(a.Value));
    }

    [SkippableFact]
    public void Messages_in_a_table_of_shared_ones_are_told()
    {
        var path = files.Write("shared.h5", """
            f.close(); c = h5p.create(h5p.FILE_CREATE)
            hdf5.H5Pset_shared_mesg_nindexes(ctypes.c_int64(c.id), 1); hdf5.H5Pset_shared_mesg_index(ctypes.c_int64(c.id), 0, 0x1F, 1)
            f = h5py.File(h5f.create(b'shared.h5', h5f.ACC_TRUNC, c)); f['x'] = np.arange(3); f['y'] = np.arange(3); f.close()
            """);
        using var file = Hdf5File.Open(path);
        var dataset = Assert.IsType<Hdf5Dataset>(file.Root.Find("y"), exactMatch: false);
        Assert.Equal(
            $"{path} › /y: the message datatype of the object header stands in a table of shared messages, which Lamina does not read.",
            Assert.Throws<LaminaFormatException>(() => dataset.TypeName).Message);
    }

    [SkippableFact]
    public void Bfloat16_is_known_by_its_bits()
    {
        var path = files.Write("bfloat16.h5", """
            t = h5t.IEEE_F32LE.copy(); t.set_fields(15, 7, 8, 0, 7); t.set_size(2); t.set_ebias(127)
            create(f, 'x', np.array([0x3F80, 0xC049, 0x7F80, 1], 'u2'), dcpl(), t=t, raw=True)
            """);
        using var file = Hdf5File.Open(path);
        var dataset = Assert.IsType<Hdf5Dataset>(file.Root.Find("x"), exactMatch: false);
        Assert.Equal("bfloat16", dataset.TypeName);
        Assert.Equal([1f, -3.140625f, float.PositiveInfinity, BitConverter.UInt32BitsToSingle(0x10000)], dataset.Read().Values<float>());
    }

    [SkippableFact]
    public void Links_are_followed_within_the_file()
    {
        var path = files.Write("links.h5", """
            f['a/b/x'] = [1, 2]; f['hard'] = f['a/b/x']; f['a/round'] = f['a']; f['a/b/up'] = f['/']
            f['soft'] = h5py.SoftLink('/a/b/x'); f['a/near'] = h5py.SoftLink('b/x'); f['chain'] = h5py.SoftLink('a/near')
            f['group'] = h5py.SoftLink('a/b'); f['nowhere'] = h5py.SoftLink('/none')
            """);
        using var file = Hdf5File.Open(path);
        foreach (var name in new[] { "hard", "soft", "chain", "a/near", "group/x", "/a/round/round/near", "a/b/up/soft", "./a//b/x/" })
        {
            Assert.Equal([1L, 2L], Assert.IsType<Hdf5Dataset>(file.Root.Find(name), exactMatch: false).Read().Values<long>());
        }

        Assert.All(["nowhere", "no", "hard/x", "a/b/y"], (string name) => Assert.Null(file.Root.Find(name)));
        Assert.Equal(["a/b/x", "hard"], file.Root.Datasets().Select(d => d.Path));
        Assert.Same(file.Root, file.Root.Find("/"));
    }
}
