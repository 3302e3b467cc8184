using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Lamina.Formats.Keras;
using Lamina.Formats.Onnx;
using Lamina.Formats.Onnx.Import;
using Lamina.NN;

namespace Lamina.Tests.Formats.Fuzz;

/// <summary>Files that are right in form and say anything: headers, layers, operators with arguments out of a hat.</summary>
internal static class GeneratedFiles
{
    /// <summary>How many files of each kind are made.</summary>
    public const int Count = 1000;

    private static readonly Gen<string> Atoms = Gen.Elements(
        "null", "true", "false", "0", "1", "2", "3", "-1", "7", "100", "1000000", "2147483647", "-2147483648", "4294967296", "0.5", "-0.5", "1.0",
        "1e-30", "1e300", "\"\"", "\"relu\"", "\"same\"", "\"valid\"", "\"causal\"", "\"channels_first\"", "\"zeros\"", "\"l2\"", "\"int\"", "\"float64\"",
        "\"no such\"", "[]", "{}", "[1]", "[2, 3]", "[0, 0]", "[-1, 2]", "[1, 2, 3]", "[[1, 1], [2, 2]]", "[100000, 100000]", "[null]", "[\"a\", \"b\"]");

    /// <summary>The generators, by the readers' names.</summary>
    public static Dictionary<string, Gen<byte[]>> All { get; } = new()
    {
        ["npy"] = Npy(),
        ["safetensors"] = SafeTensors(),
        ["model.json"] = Models().Select(Encoding.UTF8.GetBytes),
        ["onnx"] = Onnx(),
    };

    private static Gen<byte[]> Npy() =>
        from type in Gen.Elements("<f4", ">f8", "|u1", "|b1", "<i8", "f4", "<f", "|O", "<U3", "", "<f16", "<V8", "[('a', '<f4')]", "<f99999999999")
        from order in Gen.Elements("False", "True", "false", "0")
        from shape in Gen.Elements(
            "()", "(1,)", "(3)", "(2, 3)", "(0, 5)", "(-1, 2)", "(2, 3, )", "(99999999999999999999,)", "(65536, 65536)", "(4294967296, 4294967296)", "[2]", "(2L, 3L)",
            "(" + string.Concat(Enumerable.Repeat("1, ", 70)) + ")")
        from keys in Gen.Shuffle(new[] { $"'descr': '{type}'", $"'fortran_order': {order}", $"'shape': {shape}" })
        from count in Gen.Choose(0, 3)
        from length in Gen.Choose(0, 64)
        select Numpy.Npy.WithHeader($"{{{string.Join(", ", keys.Take(count == 0 ? 2 : 3))}, }}\n", new byte[length], version: (byte)Math.Max(1, count));

    private static Gen<byte[]> SafeTensors()
    {
        var tensor =
            from type in Gen.Elements("F32", "F16", "BF16", "I64", "BOOL", "U8", "F8_E5M2", "F4", "x", "")
            from shape in Gen.Elements("[]", "[2]", "[2, 2]", "[0]", "[-1]", "[4294967296, 4294967296]", "[1.5]", "null", "[1, 1, 1, 1, 1, 1, 1, 1, 1]")
            from begin in Gen.Elements(0L, 1, 8, 16, -1, long.MaxValue, 1000)
            from length in Gen.Elements(0L, 4, 8, 16, -8, long.MaxValue)
            select $$"""{"dtype": "{{type}}", "shape": {{shape}}, "data_offsets": [{{begin}}, {{unchecked(begin + length)}}]}""";
        return
            from tensors in tensor.ListOf()
            from length in Gen.Choose(0, 40)
            let header = Encoding.UTF8.GetBytes("{" + string.Join(", ", tensors.Select((text, i) => $"\"{i}\": {text}")) + "}")
            select (byte[])[.. BitConverter.GetBytes((long)header.Length), .. header, .. new byte[length]];
    }

    // Layers as Keras writes them, some of whose arguments are anything.
    private static Gen<string> Models()
    {
        var change =
            from at in Gen.Choose(0, 1000)
            from value in Atoms
            select (At: at, Value: value);
        var layer =
            from row in Gen.Elements(KerasJson.Classes.Where(row => row.Module == KerasModule.Layers && row.Defaults is LayerConfig and not LambdaConfig))
            from changes in change.ListOf()
            select LayerOf(row, changes.Take(3));
        return
            from shape in Gen.Elements("[null, 4]", "[null, 5, 3]", "[null, 6, 6, 2]", "[null, 4, 4, 4, 1]", "[null]", "[2, 0]", "[3, 4]", "[null, null, 2]")
            from dtype in Gen.Elements("float32", "float32", "int32", "string")
            from layers in layer.ListOf()
            let input = $$$"""{"class_name": "InputLayer", "config": {"batch_shape": {{{shape}}}, "dtype": "{{{dtype}}}"}}"""
            select $$$"""{"class_name": "Sequential", "config": {"name": "s", "layers": [{{{string.Join(", ", layers.Take(3).Prepend(input))}}}]}}""";
    }

    private static string LayerOf(KerasClass row, IEnumerable<(int At, string Value)> changes)
    {
        var config = row.Write(row.Defaults);
        string[] names = [.. config.Select(argument => argument.Key)];
        foreach (var (at, value) in changes)
        {
            config[names[at % names.Length]] = JsonNode.Parse(value);
        }

        return new JsonObject { ["module"] = row.Module, ["class_name"] = row.Name, ["config"] = config }.ToJsonString();
    }

    private static Gen<byte[]> Onnx()
    {
        var value = Gen.Elements("x", "w", "v", "i", "y0", "y1", "y2", "", "nothing");
        var attribute =
            from name in Gen.Elements(
                "axis", "axes", "kernel_shape", "strides", "pads", "dilations", "group", "perm", "to", "shape", "value", "alpha", "epsilon", "hidden_size",
                "direction", "mode", "keepdims", "auto_pad", "equation", "blocksize", "split")
            from content in Gen.Elements(
                OnnxAttribute.Of("", 0), OnnxAttribute.Of("", 1), OnnxAttribute.Of("", -1), OnnxAttribute.Of("", long.MaxValue), OnnxAttribute.Of("", 0.5f),
                OnnxAttribute.Of("", "SAME_UPPER"), OnnxAttribute.Of("", "reflect"), OnnxAttribute.Of("", (long[])[1, 1]), OnnxAttribute.Of("", (long[])[0, -1]),
                OnnxAttribute.Of("", (long[])[1L << 40, 1L << 40]), OnnxAttribute.Of("", (long[])[]), OnnxAttribute.Of("", (float[])[float.NaN, 1]))
            select content with { Name = name };
        var node =
            from op in Gen.Elements(OnnxFunction.Names)
            from inputs in value.ListOf()
            from attributes in attribute.ListOf()
            select new OnnxNode { OpType = op, Input = [.. inputs.Take(5)], Attribute = [.. attributes.Take(3)] };
        var tensor =
            from dims in Gen.Elements<long[]>([], [2], [4, 3], [3, 4, 3, 3], [0], [-1], [1L << 40, 1L << 40], [2, 2])
            from type in Gen.Elements(OnnxDataType.Float, OnnxDataType.Int64, OnnxDataType.Int32, OnnxDataType.Bool, OnnxDataType.String, (OnnxDataType)99)
            from numbers in Gen.Elements(0, 1, 2, 4, 12, 108)
            select new OnnxTensor
            {
                Dims = dims,
                DataType = type,
                FloatData = [.. Enumerable.Range(0, type == OnnxDataType.Float ? numbers : 0).Select(i => (float)i)],
                Int64Data = [.. Enumerable.Range(0, type == OnnxDataType.Int64 ? numbers : 0).Select(i => (long)i - 1)],
            };
        return
            from shape in Gen.Elements<long[]>([-1, 4], [-1, 4, 8, 8], [-1, 5, 3], [2, 4], [0, 4], [1L << 40, 4], [])
            from nodes in node.ListOf()
            from tensors in tensor.ListOf(3)
            from opset in Gen.Elements(1L, 7, 11, 13, 17, 21, 999, -1)
            select File([.. nodes.Take(3).Select((made, i) => made with { Output = [$"y{i}"] })], [.. tensors], shape, opset);

        static byte[] File(OnnxNode[] nodes, OnnxTensor[] tensors, long[] shape, long opset)
        {
            var stream = new MemoryStream();
            OnnxType Type(params long[] axes) => new(
                OnnxDataType.Float, [.. axes.Select(axis => axis < 0 ? new OnnxDimension(null, "n") : new OnnxDimension(axis))]);
            new OnnxModel
            {
                IrVersion = 8,
                OpsetImport = [new OnnxOperatorSet("", opset)],
                Graph = new OnnxGraph
                {
                    Node = nodes,
                    Input = [new OnnxValueInfo("x", Type(shape))],
                    Output = [new OnnxValueInfo($"y{Math.Max(0, nodes.Length - 1)}", null)],
                    Initializer = [.. tensors.Zip(["w", "v", "i"], (tensor, name) => tensor with { Name = name })],
                },
            }.Write().WriteTo(stream);
            return stream.ToArray();
        }
    }
}
