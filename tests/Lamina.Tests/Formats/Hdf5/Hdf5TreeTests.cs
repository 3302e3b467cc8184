using Lamina.Formats.Hdf5;
using Lamina.NN;

namespace Lamina.Tests.Formats.Hdf5;

/// <summary>What is written, read by the library that HDF5 comes from.</summary>
public sealed class Hdf5TreeTests : IDisposable
{
    /// <summary>Prints all objects of x.h5 with types, axes, values and attributes.</summary>
    private const string List = """
        import h5py, sys
        sys.stdout.reconfigure(encoding='utf-8')
        plain = lambda v: v.tolist() if hasattr(v, 'tolist') else v
        def show(name, o):
            attributes = {k: plain(o.attrs[k]) for k in sorted(o.attrs)}
            if isinstance(o, h5py.Dataset): print('/' + name, o.dtype, o.shape, plain(o[()]), attributes)
            else: print('/' + name, attributes)
        with h5py.File('x.h5', 'r') as f:
            show('', f)
            f.visititems(show)
        """;

    private readonly TemporaryFolder _folder = new();

    private string File => _folder["x.h5"];

    public static TheoryData<string> Names => Hdf5Trees.Names;

    public void Dispose() => _folder.Dispose();

    [SkippableTheory, MemberData(nameof(Names))]
    public void H5py_reads_what_Lamina_writes(string name)
    {
        Write(Hdf5Trees.Create(name));
        Assert.Equal(Hdf5Trees.Printed(name), Script(List));
    }

    [SkippableTheory, MemberData(nameof(Names))]
    public void H5dump_has_nothing_to_complain_about(string name)
    {
        Write(Hdf5Trees.Create(name));
        Assert.Contains("GROUP \"/\"", H5Dump.Run(File), StringComparison.Ordinal);
        Assert.Contains("SUPERBLOCK_VERSION 0", H5Dump.Run(File, "-B", "-p"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Names))]
    public void Equal_trees_give_equal_bytes(string name)
    {
        using var first = new MemoryStream();
        using var second = new MemoryStream();
        Hdf5Trees.Create(name).Write(first);
        Hdf5Trees.Create(name).Write(second);
        Assert.Equal(first.ToArray(), second.ToArray());
    }

    // Three levels: 5000 members are 625 nodes of eight, 20 nodes of 32 above them, and one above those.
    [SkippableTheory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(5000)]
    [InlineData(8193)]
    public void Large_groups_are_found_by_name(int count)
    {
        var tree = new Hdf5Tree();
        for (var i = 0; i < count; i++)
        {
            tree.Add($"g/{i}", Tensor.From<int>([i], []));
        }

        Write(tree);
        Assert.Equal($"{count} True\n", Script($"""
            import h5py
            g = h5py.File('x.h5', 'r')['g']
            print(len(g), list(g) == sorted(map(str, range({count}))) and all(g[str(i)][()] == i for i in range({count})))
            """));
    }

    [SkippableFact]
    public void Many_long_texts_go_to_several_collections()
    {
        var tree = new Hdf5Tree();
        string[] texts = [.. Enumerable.Range(0, 900).Select(i => new string((char)('a' + (i % 26)), 1 + (i * 7 % 50)))];
        tree.SetAttribute("many", texts);
        tree.SetAttribute("long", new string('x', 1_000_000));
        tree.Group("g").SetAttribute("fits", new string('y', 4096 - 32));
        tree.Group("h").SetAttribute("almost", new string('z', 4096 - 32 - 8));
        Write(tree);
        Assert.Equal("True True True True\n", Script("""
            import h5py
            f = h5py.File('x.h5', 'r')
            print(f.attrs['many'].tolist() == [chr(97 + i % 26) * (1 + i * 7 % 50) for i in range(900)],
                  f.attrs['long'] == 'x' * 1000000, f['g'].attrs['fits'] == 'y' * 4064, f['h'].attrs['almost'] == 'z' * 4056)
            """));
        H5Dump.Run(File);
    }

    [SkippableFact]
    public void Many_attributes_and_the_longest_one_fit_into_a_header()
    {
        var tree = new Hdf5Tree();
        for (var i = 0; i < 2000; i++)
        {
            tree.SetAttribute($"a{i}", Tensor.From<int>([i], []));
        }

        tree.SetAttribute("longest", Tensor.Full([Hdf5Tree.LargestAttribute], 1, DType.UInt8));
        Write(tree);
        Assert.Equal("2001 True 64512\n", Script("""
            import h5py
            a = h5py.File('x.h5', 'r').attrs
            print(len(a), all(a[f'a{i}'] == i for i in range(2000)), a['longest'].sum())
            """));
        H5Dump.Run(File);
    }

    [SkippableFact]
    public void Deep_paths_and_long_names_are_found()
    {
        var tree = new Hdf5Tree();
        var path = string.Join('/', Enumerable.Repeat("d", 500));
        tree.Add(path, Tensor.From<int>([1], []));
        tree.Add(new string('n', 10_000), Tensor.From<int>([2], []));
        Write(tree);
        Assert.Equal("1 2\n", Script("""
            import h5py
            f = h5py.File('x.h5', 'r')
            print(f['/'.join(['d'] * 500)][()], f['n' * 10000][()])
            """));
    }

    [SkippableFact]
    public void H5py_goes_on_writing_where_Lamina_ended()
    {
        var tree = new Hdf5Tree();
        for (var i = 0; i < 300; i++)
        {
            tree.Add($"g/{i}", Tensor.From<int>([i], [1]));
        }

        tree.Group("e").SetAttribute("name", "old");
        Write(tree);
        Assert.Equal("600 True old new 1.0\n", Script("""
            import h5py
            with h5py.File('x.h5', 'a') as f:
                for i in range(300): f['g'][f'new{i}'] = i
                f['e'].attrs['more'] = 'new'
                f['e/x/y'] = 1.0
                f['g/0'][0] = 77
                del f['g/0']
                f['g/0'] = [0]
            f = h5py.File('x.h5', 'r')
            print(len(f['g']), all(f[f'g/{i}'][0] == i == f[f'g/new{i}'][()] for i in range(300)),
                  f['e'].attrs['name'], f['e'].attrs['more'], f['e/x/y'][()])
            """));
        H5Dump.Run(File);
    }

    [SkippableFact]
    public void Variables_are_written_as_they_are_when_the_file_is()
    {
        var model = new Sequential([new Input(2), new Dense(3)]);
        var tree = new Hdf5Tree();
        tree.Add("kernel", model.Weights[0]);
        model.Weights[0].Set(new float[] { 1, 2, 3, 4, 5, 6 });
        Write(tree);
        Assert.Equal("/ {}\n/kernel float32 (2, 3) [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]] {}\n", Script(List));
    }

    [Fact]
    public void Elements_go_straight_to_the_file()
    {
        var model = new Sequential([new Input(1000), new Dense(4000), new Dense(1000)]);
        _ = model.CopyWeights();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Lamina.Formats.Keras.WeightTree.Of(model).Write(Stream.Null);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, model.CountParameters() * sizeof(float) / 20);
    }

    [Fact]
    public void A_file_is_written_without_going_back()
    {
        using var whole = new MemoryStream();
        Hdf5Trees.Create("numbers of every type").Write(whole);
        using var target = new MemoryStream();
        using (var forward = new System.IO.Compression.BrotliStream(target, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            Hdf5Trees.Create("numbers of every type").Write(forward);
        }

        target.Position = 0;
        using var back = new MemoryStream();
        using var decompress = new System.IO.Compression.BrotliStream(target, System.IO.Compression.CompressionMode.Decompress);
        decompress.CopyTo(back);
        Assert.Equal(whole.ToArray(), back.ToArray());
    }

    private static readonly Dictionary<string, Action<Hdf5Tree>> MistakeTable = new()
    {
        ["/a/b: every object of a group has a name of its own; this one is given twice."] = tree => tree.Add("a/b", One),
        ["/a: every object of a group has a name of its own; this one is given twice."] = tree => tree.Add("a", One),
        ["/a/b: a dataset has that name, so no group can."] = tree => tree.Group("a/b/c"),
        ["/: a dataset needs a name; none was given."] = tree => tree.Add("/", One),
        ["/a/.: a name of HDF5 is not empty, is not '.' and holds no character 0."] = tree => tree.Add("a/./c", One),
        ["/x\\0y: a name of HDF5 is not empty, is not '.' and holds no character 0."] = tree => tree.Group("x\0y"),
        ["/: a name of HDF5 is not empty, is not '.' and holds no character 0."] = tree => tree.SetAttribute("", "t"),
        ["/@t: a text of HDF5 ends at the first character 0; this one has one at 1."] = tree => tree.SetAttribute("t", "x\0y"),
        ["/g/@t: an attribute of HDF5 takes at most 64512 bytes; this one takes 64528.\n  hint: note it in parts, or as a dataset."] =
            tree => tree.Group("g").SetAttribute("t", [.. Enumerable.Repeat("x", 4033)]),
        ["/s: Lamina writes numbers to HDF5; it was given string[1].\n  hint: texts can be attributes."] =
            tree => tree.Add("s", Tensor.From(["a"], [1])),
    };

    public static TheoryData<string> Mistakes => [.. MistakeTable.Keys];

    [Theory, MemberData(nameof(Mistakes))]
    public void What_HDF5_cannot_hold_is_told_at_once(string message)
    {
        var tree = new Hdf5Tree();
        tree.Add("a/b", One);
        var error = Assert.ThrowsAny<ArgumentException>(() => MistakeTable[message](tree));
        Assert.Equal(message, error.Message.Replace(" (Parameter 'path')", "", StringComparison.Ordinal).Replace(" (Parameter 'name')", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_formula_is_not_written()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new Hdf5Tree().Add("sum", One + One));
        Assert.StartsWith("/sum: only tensors that have values can be written; this one is computed by Add: ", error.Message, StringComparison.Ordinal);
    }

    private static Tensor One => Tensor.From<int>([1], [1]);

    private void Write(Hdf5Tree tree)
    {
        using var stream = System.IO.File.Create(File);
        tree.Write(stream);
    }

    private string Script(string text) => Python.Run(_folder.Path, text);
}
