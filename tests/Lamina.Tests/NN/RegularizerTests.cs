using Lamina.Backends.Reference;
using Lamina.NN;
using Lamina.Tests.Golden;

namespace Lamina.Tests.NN;

public sealed class RegularizerTests
{
    private const string File = "regularizers_constraints.json";

    [SkippableTheory]
    [InlineData("regularizer/L1/0")]
    [InlineData("regularizer/L2/1")]
    [InlineData("regularizer/L1L2/2")]
    public void Penalty_and_gradient_are_those_of_Keras(string id)
    {
        var cases = GoldenFolder.Cases(File);
        Skip.If(cases is null, GoldenFolder.WhyAbsent);
        var c = cases![id];
        var config = c.GetProperty("config");
        var (l1, l2) = (config.Optional("l1") ?? 0, config.Optional("l2") ?? 0);
        Regularizer regularizer = c.GetProperty("class").GetString() switch
        {
            "L1" => new L1(l1),
            "L2" => new L2(l2),
            _ => new L1L2(l1, l2),
        };
        var x = c.GetProperty("x").Tensor();
        var penalty = regularizer.Penalty(x);
        Near.Assert(c.GetProperty("expected").Numbers(), ReferenceBackend.Run(penalty), Near.Formula, "penalty");
        var gradient = ReferenceBackend.Run(Gradient.Of(penalty, x)[0]);
        Near.Assert(c.GetProperty("grad_x").Numbers(), gradient, Near.Formula, "gradient");
    }

    [Fact]
    public void Names_give_regularizers_with_the_defaults_of_Keras()
    {
        Regularizer regularizer = "l2";
        Assert.Equal(new L2(0.01), regularizer);
        Assert.Equal(new L1(), Regularizer.Get("L1"));
        var error = Assert.Throws<ArgumentException>(() => Regularizer.Get("l3"));
        Assert.Equal("unknown regularizer 'l3'; did you mean 'l1'?\n  known: l1, l1_l2, l2", error.Message);
    }
}
