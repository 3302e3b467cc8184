using Lamina.Backends.Cpu;
using Lamina.Backends.Cpu.Kernels;
using Lamina.Ops;

namespace Lamina.Tests.Backends.Cpu;

public sealed unsafe class PhiloxTests
{
    // From kat_vectors of Random123, the library of the algorithm's authors.
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd)]
    [InlineData(
        0x85a308d3243f6a88, 0x0370734413198a2e, 0x299f31d0a4093822, 0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1)]
    public void Blocks_are_the_published_known_answers(
        ulong low, ulong high, ulong key, uint x0, uint x1, uint x2, uint x3) =>
        Assert.Equal((x0, x1, x2, x3), Philox.Block(low, high, key));

    [Fact]
    public void Uniform_has_the_same_bits_at_every_width_start_and_length()
    {
        foreach (var width in Widths.Supported)
        {
            foreach (var first in new[] { 0L, 1, 2, 3, 4, 61, 17_179_869_180 })
            {
                for (var n = 0; n <= 257; n++)
                {
                    var x = new Guarded(n);
                    PhiloxFill.Uniform(x.Pointer, first, n, 0x1234567890ABCDEF, 42UL << 31, width);
                    x.AssertMarginsUntouched($"Uniform at {width}, {n} from {first}");
                    for (var i = 0; i < n; i++)
                    {
                        Assert.Equal(Philox.UniformAt(0x1234567890ABCDEF, 42UL << 31, first + i), x.Floats[i]);
                    }
                }
            }
        }
    }

    [Fact]
    public void Uniform_fills_the_unit_interval_evenly()
    {
        var x = new Guarded(100_000);
        PhiloxFill.Uniform(x.Pointer, 0, x.Count, 1, 2, CpuFeatures.Width);
        Assert.False(x.Floats.ContainsAnyExceptInRange(0f, MathF.BitDecrement(1f)));
        var values = x.Floats.ToArray();
        Assert.Equal(0.5, values.Average(), 0.004);
        Assert.Equal(1 / 12.0, values.Average(v => (v - 0.5) * (v - 0.5)), 0.002);
        Assert.All(values.GroupBy(v => (int)(v * 10)), group => Assert.InRange(group.Count(), 9600, 10400));
    }

    [Fact]
    public void Keys_and_counters_give_other_numbers()
    {
        Assert.NotEqual(Philox.UniformAt(1, 0, 0), Philox.UniformAt(2, 0, 0));
        Assert.NotEqual(Philox.UniformAt(1, 0, 0), Philox.UniformAt(1, 1, 0));
        Assert.NotEqual(Philox.UniformAt(1, 0, 0), Philox.UniformAt(1, 0, 1));
    }

    [Fact]
    public void Normal_depends_on_the_index_alone_and_has_the_moments_of_its_distribution()
    {
        var x = new Guarded(100_001);
        PhiloxFill.Normal(x.Pointer, 7, x.Count, 3, 4);
        x.AssertMarginsUntouched("Normal");
        for (var i = 0; i < 300; i++)
        {
            Assert.Equal(PhiloxFill.NormalAt(3, 4, 7 + i), x.Floats[i]);
        }

        var values = x.Floats.ToArray();
        Assert.Equal(0, values.Average(), 0.01);
        Assert.Equal(1, values.Average(v => (double)v * v), 0.02);
        Assert.Equal(0, values.Average(v => (double)v * v * v), 0.04);
        Assert.Equal(3, values.Average(v => Math.Pow(v, 4)), 0.12);
    }
}
