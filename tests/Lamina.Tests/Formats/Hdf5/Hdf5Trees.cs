using Lamina.Formats.Hdf5;

namespace Lamina.Tests.Formats.Hdf5;

/// <summary>Trees of every kind, for tests of what is written, each with what h5py shall print of it.</summary>
internal static class Hdf5Trees
{
    private static readonly Dictionary<string, (Action<Hdf5Tree> Fill, string Printed)> Table = new()
    {
        ["an empty file"] = (_ => { }, "/ {}"),
        ["numbers of every type"] = (tree =>
        {
            tree.Add("a", Tensor.From<float>([1.5f, -2, 3e-38f, float.PositiveInfinity], [2, 2]));
            tree.Add("b", Tensor.From<double>([0.1, -1e300], [2]));
            tree.Add("c", Tensor.From<int>([int.MinValue, int.MaxValue], [1, 2]));
            tree.Add("d", Tensor.From<long>([long.MaxValue, 2], [2]));
            tree.Add("e", Tensor.From<bool>([true, false, true], [3]));
            tree.Add("f", Tensor.From<byte>([0, 255], [2]));
        }, """
            / {}
            /a float32 (2, 2) [[1.5, -2.0], [3.000000085396614e-38, inf]] {}
            /b float64 (2,) [0.1, -1e+300] {}
            /c int32 (1, 2) [[-2147483648, 2147483647]] {}
            /d int64 (2,) [9223372036854775807, 2] {}
            /e bool (3,) [True, False, True] {}
            /f uint8 (2,) [0, 255] {}
            """),
        ["scalars, empty and filled tensors"] = (tree =>
        {
            tree.Add("scalar", Tensor.From<float>([7], []));
            tree.Add("counter", Tensor.From<int>([3], []));
            tree.Add("empty", Tensor.From<float>([], [0, 3]));
            tree.Add("filled", Tensor.Full([2, 2], 5, DType.Int64));
            tree.Add("last", Tensor.From<byte>([1, 2, 3], [1, 3, 1]));
        }, """
            / {}
            /counter int32 () 3 {}
            /empty float32 (0, 3) [] {}
            /filled int64 (2, 2) [[5, 5], [5, 5]] {}
            /last uint8 (1, 3, 1) [[[1], [2], [3]]] {}
            /scalar float32 () 7.0 {}
            """),
        ["groups in groups, made on the way and empty"] = (tree =>
        {
            tree.Add("layers/dense/vars/0", Tensor.From<float>([1], [1]));
            tree.Group("layers/dense_1/vars").SetAttribute("name", "second");
            tree.Add("layers/dense/vars/1", Tensor.From<float>([2], [1]));
            tree.Group("vars");
        }, """
            / {}
            /layers {}
            /layers/dense {}
            /layers/dense/vars {}
            /layers/dense/vars/0 float32 (1,) [1.0] {}
            /layers/dense/vars/1 float32 (1,) [2.0] {}
            /layers/dense_1 {}
            /layers/dense_1/vars {'name': 'second'}
            /vars {}
            """),
        ["attributes"] = (tree =>
        {
            tree.SetAttribute("text", "körper");
            tree.SetAttribute("nothing", "");
            tree.SetAttribute("texts", ["a", "", "größer", "z"]);
            tree.SetAttribute("none", (string[])[]);
            tree.SetAttribute("bytes", "ascii", Hdf5TextForm.Bytes);
            tree.SetAttribute("more", ["x", "yz"], Hdf5TextForm.Bytes);
            tree.SetAttribute("fixed", ["abc", "de"], Hdf5TextForm.FixedBytes);
            tree.SetAttribute("whole", Tensor.From<long>([3], []));
            tree.SetAttribute("parts", Tensor.From<float>([0.5f, 1.5f], [1, 2]));
            tree.SetAttribute("yes", Tensor.From<bool>([true], []));
            tree.SetAttribute("äöü", Tensor.From<int>([1, 2, 3], [3]));
            tree.SetAttribute("whole", Tensor.From<long>([4], []));
        }, """
            / {'bytes': 'ascii', 'fixed': [b'abc', b'de'], 'more': ['x', 'yz'], 'none': [], 'nothing': '', 'parts': [[0.5, 1.5]], 'text': 'körper', 'texts': ['a', '', 'größer', 'z'], 'whole': 4, 'yes': True, 'äöü': [1, 2, 3]}
            """),
        ["names in UTF-8, in the order of their bytes"] = (tree =>
        {
            foreach (var name in new[] { "z", "é", "\U0001F600", "\uFFFD", "a b", "Ä/ß", "a" })
            {
                tree.Add(name, Tensor.From<int>([1], [1]));
            }
        }, """
            / {}
            /a int32 (1,) [1] {}
            /a b int32 (1,) [1] {}
            /z int32 (1,) [1] {}
            /Ä {}
            /Ä/ß int32 (1,) [1] {}
            /é int32 (1,) [1] {}
            /� int32 (1,) [1] {}
            /😀 int32 (1,) [1] {}
            """),
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    public static string Printed(string name) => Table[name].Printed.ReplaceLineEndings("\n") + "\n";

    public static Hdf5Tree Create(string name)
    {
        var tree = new Hdf5Tree();
        Table[name].Fill(tree);
        return tree;
    }
}
