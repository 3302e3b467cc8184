using Lamina.Backends.Cpu;
using Lamina.Backends.Cpu.Kernels;
using unsafe TileFunction = delegate*<float*, float*, float*, float*, nint, void>;

namespace Lamina.Tests.Backends.Cpu;

public sealed unsafe class ElementwiseTests
{
    private const int LongestTail = 257;

    public static TheoryData<int, string> Cases
    {
        get
        {
            var data = new TheoryData<int, string>();
            for (var i = 0; i < KernelTable.Rows.Length; i++)
            {
                data.Add(i, KernelTable.Rows[i].Name);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Kernel_agrees_with_its_definition_at_every_tail_and_width(int row, string name)
    {
        var c = KernelTable.Rows[row];
        var random = new Random(1);
        for (var n = 0; n <= LongestTail; n++)
        {
            var inputs = Enumerable.Range(0, 3).Select(_ => new Guarded(n)).ToArray();
            for (var i = 0; i < 3; i++)
            {
                c.Fill(inputs[i], i, random);
            }

            foreach (var width in Widths.Supported)
            {
                var function = (TileFunction)c.Make(width, false, false, false);
                Check(c, function, inputs, new Guarded(n), $"{name}, {width}, n = {n}");
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Scalar_inputs_are_read_once_for_all_elements(int row, string name)
    {
        var c = KernelTable.Rows[row];
        var random = new Random(2);
        for (var scalars = 1; scalars < 1 << c.Inputs && c.Inputs > 1; scalars++)
        {
            var inputs = new Guarded[3];
            for (var i = 0; i < 3; i++)
            {
                inputs[i] = new Guarded((scalars >> i & 1) != 0 ? 1 : 37);
                c.Fill(inputs[i], i, random);
            }

            foreach (var width in Widths.Supported)
            {
                var function = (TileFunction)c.Make(width, (scalars & 1) != 0, (scalars & 2) != 0, (scalars & 4) != 0);
                Check(c, function, inputs, new Guarded(37), $"{name}, {width}, scalars {scalars}");
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Destination_may_be_an_input(int row, string name)
    {
        var c = KernelTable.Rows[row];
        for (var target = 0; target < c.Inputs; target++)
        {
            foreach (var width in Widths.Supported)
            {
                var function = (TileFunction)c.Make(width, false, false, false);
                Guarded[] inputs = [new(77), new(77), new(77)];
                for (var i = 0; i < 3; i++)
                {
                    c.Fill(inputs[i], i, new Random(i));
                }

                var expected = new Guarded(77);
                function(inputs[0].Pointer, inputs[1].Pointer, inputs[2].Pointer, expected.Pointer, 77);
                function(inputs[0].Pointer, inputs[1].Pointer, inputs[2].Pointer, inputs[target].Pointer, 77);
                Assert.True(expected.Ints.SequenceEqual(inputs[target].Ints), $"{name}, {width}, input {target}");
                inputs[target].AssertMarginsUntouched(name);
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Special_values_give_what_the_table_says(int row, string name)
    {
        foreach (var (x, y) in KernelTable.Rows[row].Specials)
        {
            foreach (var width in Widths.Supported)
            {
                var a = Guarded.Of(Enumerable.Repeat(x, 19).ToArray());
                var b = Guarded.Of(Enumerable.Repeat(1f, 19).ToArray());
                var result = new Guarded(19);
                ((TileFunction)KernelTable.Rows[row].Make(width, false, false, false))(
                    a.Pointer, b.Pointer, b.Pointer, result.Pointer, 19);
                foreach (var actual in result.Floats)
                {
                    var near = y != 0 && MathF.Abs(y) > 2 && MathF.Abs((actual / y) - 1) < Tolerances.Transcendental;
                    Assert.True(
                        actual.Equals(y) || near, $"{name}({x:R}) at {width} is {actual:R}; it should be {y:R}.");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Widths_agree_to_the_bit(int row, string name)
    {
        var c = KernelTable.Rows[row];
        Guarded[] inputs = [new(1000), new(1000), new(1000)];
        for (var i = 0; i < 3; i++)
        {
            c.Fill(inputs[i], i, new Random(i));
        }

        var expected = new Guarded(1000);
        ((TileFunction)c.Make(SimdWidth.Scalar, false, false, false))(
            inputs[0].Pointer, inputs[1].Pointer, inputs[2].Pointer, expected.Pointer, 1000);
        foreach (var width in Widths.Supported)
        {
            var actual = new Guarded(1000);
            ((TileFunction)c.Make(width, false, false, false))(
                inputs[0].Pointer, inputs[1].Pointer, inputs[2].Pointer, actual.Pointer, 1000);
            Assert.True(c.IntOutput
                ? expected.Ints.SequenceEqual(actual.Ints)
                : expected.Floats.SequenceEqual(actual.Floats), $"{name} at {width} differs from plain C#.");
        }
    }

    [Fact]
    public void Huge_angles_are_reduced_exactly()
    {
        foreach (var width in Widths.Supported)
        {
            var x = Guarded.Of([1e6f, 31000f, -1e20f, 29999f, 3e38f, 12345.678f]);
            var y = new Guarded(x.Count);
            Elementwise.Unary<SinKernel>(width)(x.Pointer, null, null, y.Pointer, x.Count);
            for (var i = 0; i < x.Count; i++)
            {
                Assert.Equal(Math.Sin(x.Floats[i]), y.Floats[i], 2e-7);
            }
        }
    }

    [Fact]
    public void Every_kernel_has_a_row()
    {
        Type[] kinds = [typeof(IUnaryKernel), typeof(IBinaryKernel), typeof(ITernaryKernel)];
        var kernels = typeof(IUnaryKernel).Assembly.GetTypes().Where(t => t is { IsValueType: true, IsNested: false }
            && t.GetInterfaces().Intersect(kinds).Any());
        Assert.Empty(kernels.Except(KernelTable.Rows.Select(row => row.Kernel)).Select(t => t.Name));
    }

    private static void Check(KernelCase c, TileFunction function, Guarded[] inputs, Guarded dst, string what)
    {
        function(inputs[0].Pointer, inputs[1].Pointer, inputs[2].Pointer, dst.Pointer, dst.Count);
        dst.AssertMarginsUntouched(what);
        for (var i = 0; i < dst.Count; i++)
        {
            var a = c.Input(inputs[0], 0, Math.Min(i, inputs[0].Count - 1));
            var b = c.Input(inputs[1], 1, Math.Min(i, inputs[1].Count - 1));
            var d = c.Input(inputs[2], 2, Math.Min(i, inputs[2].Count - 1));
            var expected = c.Definition(a, b, d);
            double actual = c.IntOutput ? dst.Ints[i] : dst.Floats[i];
            var allowed = (Math.Abs(expected) * c.Tolerance) + Tolerances.Underflow;
            Assert.True(
                Math.Abs(actual - expected) <= allowed || (float)expected == (float)actual,
                $"{what}: kernel({a:R}, {b:R}, {d:R}) is {actual:R}; it should be {expected:R}.");
        }
    }
}
