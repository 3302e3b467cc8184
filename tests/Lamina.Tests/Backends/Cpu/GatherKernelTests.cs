using Lamina.Backends.Cpu.Convolutions;
using Lamina.Backends.Reference;
using Lamina.Graphs;
using Lamina.Ops;
using Lamina.Tests.Autodiff;

namespace Lamina.Tests.Backends.Cpu;

/// <summary>Sums over windows and kernels' gradients in every way in which they may be cut, not only the one that is chosen.</summary>
public sealed unsafe class GatherKernelTests
{
    // Relative to the largest result: some hundred roundings of random sign.
    private static readonly (double Relative, double Absolute) Tolerance = (2e-5, 2e-5);

    private static readonly (string Name, Shape Map, Axes Window, int Filters, int Groups, Axes Strides, Axes Dilations, Axes Padding)[] Table =
    [
        ("plain", [5, 7, 6, 3], [3, 2], 37, 1, [1, 1], [1, 1], [0, 0]),
        ("padded", [3, 6, 5, 20], [3, 3], 18, 1, [1, 1], [1, 1], [1, 1]),
        ("three by three", [3, 9, 12, 35], [3, 3], 18, 1, [1, 1], [1, 1], [0, 0]),
        ("three by three, wide", [4, 4, 37, 16], [3, 3], 33, 1, [1, 1], [1, 1], [2, 1]),
        ("strides", [3, 9, 8, 5], [3, 3], 16, 1, [2, 3], [1, 1], [1, 0]),
        ("dilations", [2, 9, 8, 17], [2, 3], 9, 1, [1, 1], [3, 2], [2, 2]),
        ("groups", [3, 6, 7, 8], [3, 2], 12, 4, [2, 1], [1, 1], [1, 0]),
        ("depthwise", [3, 6, 7, 19], [3, 2], 19, 19, [2, 1], [1, 2], [1, 1]),
        ("depthwise, several", [3, 6, 7, 5], [2, 3], 15, 5, [1, 2], [1, 1], [1, 1]),
        ("one place", [4, 5, 6, 33], [1, 1], 40, 1, [1, 1], [1, 1], [0, 0]),
        ("one window", [9, 3, 4, 6], [3, 4], 20, 1, [1, 1], [1, 1], [0, 0]),
        ("one axis", [3, 41, 2], [5], 18, 1, [2], [1], [3]),
        ("one axis, long", [1, 700, 1], [9], 5, 1, [1], [2], [4]),
        ("three axes", [2, 4, 5, 6, 2], [2, 3, 2], 9, 1, [1, 2, 1], [1, 1, 2], [1, 0, 1]),
        ("many channels", [1, 3, 3, 256], [3, 3], 513, 1, [1, 1], [1, 1], [1, 1]),
        ("long sums", [1, 2, 3, 700], [2, 3], 4, 1, [1, 1], [1, 1], [1, 1]),
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Every_cut_of_a_convolution_gives_the_same(string name)
    {
        var (map, kernel, result, windows, groups) = Sizes(name);
        foreach (var op in new ConvolutionOp[] { new Convolution(windows, groups), new TransposedConvolution(windows, map[1..^1], groups) })
        {
            var node = Node.Create(op, [Parameter(op is Convolution ? map : result, 0), Parameter(kernel, 1)]);
            var random = new Random(3);
            var (x, w, bias) = (Normal(node.Inputs[0].Shape.Size, random), Normal(kernel.Size, random), Normal(node.Output.Shape[^1], random));
            var expected = Reference(node, x, w);
            for (var i = 0; i < expected.Length; i++)
            {
                expected[i] += bias.Floats[i % bias.Count];
            }

            foreach (var width in Widths.Supported)
            {
                foreach (var cut in new GatherCut[] { new(1, 1), new(2, 1), new(1, 3), new(1, 100), new(1, 1, GatherWay.Elements), new(1, 2, GatherWay.Elements), new(1, 1, GatherWay.Winograd), new(2, 1, GatherWay.Winograd), new(1, 3, GatherWay.Winograd) })
                {
                    var gather = GatherKernel.Create(GatherShape.Of(node), width, cut);
                    var packed = new AlignedMemory(gather.PackedFloats + 64);
                    for (var panel = 0; panel < gather.Panels.Length; panel++)
                    {
                        gather.Pack(panel, w.Pointer, packed.Pointer);
                    }

                    var c = new Guarded(expected.Length);
                    var scratch = Scratch(gather.ScratchFloats);
                    var done = 0L;
                    for (var unit = gather.UnitCount - 1; unit >= 0; unit--)
                    {
                        gather.Run(unit, x.Pointer, gather.PackedFloats > 0 ? packed.Pointer : w.Pointer, bias.Pointer, c.Pointer, scratch.Pointer);
                        done += gather.Rows(unit).Count;
                    }

                    Assert.Equal(node.Output.Shape[..^1].Size, done);
                    Compare(expected, c, $"{name}, {op.Name}, {width}, {cut}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_cut_of_a_kernels_gradient_gives_the_same(string name)
    {
        var (map, _, result, windows, groups) = Sizes(name);
        var node = Node.Create(new KernelConvolution(windows, groups), [Parameter(map, 0), Parameter(result, 1)]);
        var random = new Random(4);
        var (x, y) = (Normal(map.Size, random), Normal(result.Size, random));
        var expected = Reference(node, x, y);
        foreach (var width in Widths.Supported)
        {
            foreach (var cut in new KernelCut[] { new(1, 1), new(3, 1), new(1, 3), new(2, 2), new(100, 100) })
            {
                var kernel = KernelSum.Create(GatherShape.Of(node), width, bySample: false, cut);
                var sums = new AlignedMemory(((long)kernel.Sums * kernel.GradientFloats) + 64);
                var padded = new AlignedMemory(((long)map[0] * kernel.SlabFloats) + 64);
                for (var sample = 0; kernel.IsPadded && sample < map[0]; sample++)
                {
                    kernel.Slab!.Fill(x.Pointer + (sample * map[1..].Size), padded.Pointer + (sample * kernel.SlabFloats));
                }

                var scratch = Scratch(kernel.ScratchFloats);
                for (var unit = 0; unit < kernel.UnitCount; unit++)
                {
                    kernel.Run(unit, kernel.IsPadded ? padded.Pointer : x.Pointer, new Stored(y.Pointer, result[1..].Size), sums.Pointer, scratch.Pointer);
                }

                var c = new Guarded(expected.Length);
                for (var unit = 0; unit < kernel.ReduceCount; unit++)
                {
                    kernel.Reduce(unit, sums.Pointer, c.Pointer);
                }

                Compare(expected, c, $"{name}, {width}, {cut}");
            }
        }
    }

    private static (Shape Map, Shape Kernel, Shape Result, Windows Windows, int Groups) Sizes(string name)
    {
        var row = Table.Single(row => row.Name == name);
        var windows = new Windows(row.Window, row.Strides, row.Dilations, row.Padding, row.Padding);
        return (
            row.Map,
            [.. row.Window, row.Map[^1] / row.Groups, row.Filters],
            [row.Map[0], .. windows.Counts(row.Map[1..^1]), row.Filters],
            windows,
            row.Groups);
    }

    private static Tensor Parameter(Shape shape, int position) => new Parameter(new TensorType(shape, DType.Float32), "x", position).Of();

    private static double[] Reference(Node node, Guarded a, Guarded b) =>
        ReferenceBackend.Run(new Graph([node.Output]), Doubles(a), Doubles(b))[0];

    private static double[] Doubles(Guarded x) => Array.ConvertAll(x.Floats.ToArray(), value => (double)value);

    private static void Compare(double[] expected, Guarded actual, string what)
    {
        actual.AssertMarginsUntouched(what);
        Near.Assert(expected, Doubles(actual), (Tolerance.Relative, Tolerance.Absolute * expected.Max(Math.Abs)), what);
    }

    // What a worker finds in its scratch may be anything.
    private static AlignedMemory Scratch(int floats)
    {
        var memory = new AlignedMemory(floats + 64);
        memory.Span<float>().Fill(float.NaN);
        return memory;
    }

    private static Guarded Normal(int count, Random random) =>
        Guarded.Of([.. Enumerable.Range(0, count).Select(_ => (float)GradCase.Normal(random))]);

    private sealed class Stored(float* first, int floats) : Lamina.Backends.Cpu.Steps.SampleSource
    {
        public override bool IsStored => true;

        public override float* Sample(int sample, float* scratch) => first + ((long)sample * floats);
    }
}
