using System.Text.Json.Nodes;
using Lamina.Formats;
using Lamina.Formats.Hdf5;
using Lamina.Formats.Numpy;

namespace Lamina.Tests.Formats.Hdf5;

/// <summary>Files that h5py writes hold for Lamina what h5py reads from them.</summary>
public sealed class H5pyFilesTests(H5pyFiles files) : IClassFixture<H5pyFiles>
{
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var file in H5pyFile.All)
            {
                foreach (var version in file.LibVersions.Split(' '))
                {
                    cases.Add(file.Name, version);
                }
            }

            return cases;
        }
    }

    [SkippableTheory, MemberData(nameof(Cases))]
    public void Everything_is_read(string name, string version)
    {
        var file = H5pyFile.All.Single(f => f.Name == name);
        var path = files[file, version];
        var numbers = NpzFile.Read(path + ".npz");
        using var opened = Hdf5File.Open(path);
        foreach (var (at, expected) in H5pyFiles.Expected(path))
        {
            var found = opened.Root.Find(at);
            Assert.NotNull(found);
            Assert.Equal(at.Length == 0 ? "/" : $"/{at}", found.Path);
            AttributesAre(expected!["attributes"]!.AsObject(), at, found.Attributes, numbers);
            if (found is Hdf5Group group)
            {
                string[] names = [.. expected["names"]!.AsArray().Select(n => n!.GetValue<string>())];
                Assert.Equal(names, file.NamesInOrder ? group.Names : group.Names.Order(StringComparer.Ordinal));
            }
            else
            {
                DatasetIs(expected, $"D {at}", Assert.IsType<Hdf5Dataset>(found, exactMatch: false), numbers);
            }
        }
    }

    [SkippableTheory, MemberData(nameof(Cases))]
    public void Datasets_are_those_that_hard_links_reach(string name, string version)
    {
        var path = files[H5pyFile.All.Single(f => f.Name == name), version];
        using var opened = Hdf5File.Open(path);
        var found = opened.Root.Datasets().DistinctBy(d => d.Dataset.Path).Select(d => d.Path).ToList();

        // h5py visits an object once, by whichever of its names it meets first.
        var expected = H5pyFiles.Expected(path).Where(e => e.Value!["shape"] is not null).Select(e => e.Key);
        Assert.Equal(expected.Where(p => name != "links"), found.Where(p => name != "links").Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [SkippableFact]
    public void Data_is_read_when_it_is_asked_for()
    {
        var path = files.Write("large.h5", """
            for i in range(4): f['g/x%d' % i] = np.zeros(10**6, 'f4'); f['g/x%d' % i].attrs['name'] = 'x'
            f.create_dataset('c', data=np.zeros(10**6, 'f4'), chunks=(1000,))
            """);
        using var stream = new CountingStream(File.OpenRead(path));
        using var file = Hdf5File.Open(stream, path);
        var datasets = file.Root.Datasets().ToList();
        Assert.Equal(5, datasets.Count);
        Assert.All(datasets, d => Assert.Equal("float32", d.Dataset.TypeName));
        Assert.Equal(4, datasets.Count(d => d.Dataset.Attributes.ContainsKey("name")));
        Assert.InRange(stream.BytesRead, 1, 100_000);
        Assert.Equal(1_000_000, datasets[1].Dataset.Read().Shape.Size);
        Assert.InRange(stream.BytesRead, 4_000_000, 4_200_000);
    }

    private static void AttributesAre(
        JsonObject expected, string at, IReadOnlyDictionary<string, Hdf5Attribute> found, IReadOnlyDictionary<string, Tensor> numbers)
    {
        Assert.Equal(expected.Select(e => e.Key).Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, value) in expected)
        {
            var attribute = found[name];
            Assert.Equal(ShapeOf(value!), attribute.Axes);
            if (value!["texts"] is JsonArray texts)
            {
                Assert.Equal(texts.Select(t => t!.GetValue<string>()), attribute.Texts!);
            }
            else if (attribute.Axes.Contains(0))
            {
                Assert.Null(attribute.Value);
                Assert.Empty(attribute.Texts!);
            }
            else
            {
                Same(numbers[$"A {at} {name}"], Assert.IsType<Tensor>(attribute.Value));
            }
        }
    }

    private static void DatasetIs(JsonNode expected, string key, Hdf5Dataset found, IReadOnlyDictionary<string, Tensor> numbers)
    {
        Assert.Equal(ShapeOf(expected), found.Axes);
        var tensor = found.Read();
        if (expected["texts"] is JsonArray texts)
        {
            Assert.Equal(texts.Select(t => t!.GetValue<string>()), (string[])ConcreteValues.TryGet(tensor)!);
        }
        else if (numbers.TryGetValue(key, out var values))
        {
            Same(values, tensor);
        }
        else
        {
            Assert.Equal(0, tensor.Shape.Size);
        }
    }

    private static void Same(Tensor expected, Tensor found)
    {
        Assert.Equal(expected.ToString(), found.ToString());
        Assert.Equal(ConcreteValues.TryGet(expected), ConcreteValues.TryGet(found));
    }

    private static IEnumerable<long> ShapeOf(JsonNode value) => value["shape"]!.AsArray().Select(a => a!.GetValue<long>());
}
