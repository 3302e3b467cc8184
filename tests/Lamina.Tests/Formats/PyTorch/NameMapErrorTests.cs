using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Tests.Formats.PyTorch;

public sealed class NameMapErrorTests
{
    private const string Misfit = "f: the modules of PyTorch do not fit the model's layers.\n  ";
    private const string Hint = "\n  hint: NameMap.PyTorchOf names the layer of each module, such as { [\"fc1\"] = \"dense\" }.";

    private static readonly Case[] Table =
    [
        new("a layer more", NameMap.PyTorch, Misfit + "no layer for the module 'b', which has bias[2] weight[2, 3]" + Hint,
            ("a.weight", [2, 4]), ("a.bias", [2]), ("b.weight", [2, 3]), ("b.bias", [2])),
        new("another shape", NameMap.PyTorch, Misfit
            + "no layer for the module 'a', which has bias[2] weight[4, 2]\n  no module for the layer 'sequential/dense' (Dense), which takes bias[2] weight[2, 4]" + Hint,
            ("a.weight", [4, 2]), ("a.bias", [2])),
        new("no bias", NameMap.PyTorch, Misfit
            + "no layer for the module 'a', which has weight[2, 4]\n  no module for the layer 'sequential/dense' (Dense), which takes bias[2] weight[2, 4]" + Hint,
            ("a.weight", [2, 4])),
        new("no module", NameMap.PyTorch, Misfit
            + "no layer for the module '', which has scale[2]\n  no module for the layer 'sequential/dense' (Dense), which takes bias[2] weight[2, 4]" + Hint,
            ("scale", [2])),
        new("no such layer", NameMap.PyTorchOf(new Dictionary<string, string> { ["a"] = "dence" }), Misfit
            + "no layer 'dence' that takes parameters, which 'a' is mapped to\n  no module for the layer 'sequential/dense' (Dense), which takes bias[2] weight[2, 4]" + Hint,
            ("a.weight", [2, 4]), ("a.bias", [2])),
        new("mapped to another shape", NameMap.PyTorchOf(_ => "dense"), Misfit
            + "'dense' is 'sequential/dense' (Dense), which takes bias[2] weight[2, 4]; 'a', which has bias[2] weight[4, 2], is mapped to it" + Hint,
            ("a.weight", [4, 2]), ("a.bias", [2])),
        new("no such module", NameMap.PyTorchOf(new Dictionary<string, string> { ["fc"] = "dense" }),
            "f: the map names a module 'fc', which the file does not have; did you mean 'fc1'?", ("fc1.weight", [2, 4]), ("fc1.bias", [2])),
        new("no such tensor", NameMap.Of(new Dictionary<string, string> { ["w"] = "dense/kernel" }),
            "f: the map names a tensor 'w', which the file does not have.", ("a.weight", [4, 2])),
        new("one name twice", NameMap.Of(_ => "dense/kernel"), "f: the map gives two tensors the name 'dense/kernel': 'a' and 'b'.", ("a", [4, 2]), ("b", [4, 2])),
        new("one parameter twice", NameMap.PyTorch, "f: 'r.weight_ih' and 'r.weight_ih_l0' are the same parameter of a module of PyTorch.",
            ("r.weight_ih", [8, 4]), ("r.weight_ih_l0", [8, 4])),
    ];

    public static TheoryData<string> Names => new(Table.Select(c => c.Name));

    [Theory, MemberData(nameof(Names))]
    public void What_does_not_fit_is_said(string name)
    {
        var c = Array.Find(Table, c => c.Name == name)!;
        var model = new Sequential([new Input(4), new Dense(2)]);
        Assert.Equal(c.Error, Assert.Throws<LaminaFormatException>(() => c.Map.Apply(Arrays(c.Tensors), model, "f")).Message);
    }

    [Fact]
    public void An_order_that_names_do_not_tell_is_refused()
    {
        var model = new Sequential([new Input(2), new Dense(2), new Dense(2)]);
        var sorted = Arrays(("in.bias", [2]), ("in.weight", [2, 2]), ("out.bias", [2]), ("out.weight", [2, 2]));
        var e = Assert.Throws<LaminaFormatException>(() => NameMap.PyTorch.Apply(sorted, model, "f"));
        Assert.Equal(
            Misfit + "2 modules have bias[2] weight[2, 2], and their names do not tell their order: 'in', 'out'; the layers are 'sequential/dense', 'sequential/dense_1'" + Hint,
            e.Message);
        var written = Arrays(("out.weight", [2, 2]), ("out.bias", [2]), ("in.weight", [2, 2]), ("in.bias", [2]));
        Assert.Equal(
            ["out.weight", "out.bias", "in.weight", "in.bias"], NameMap.PyTorch.Apply(written, model, "f").Select(array => array.Path));
    }

    [Fact]
    public void A_gate_that_resets_before_the_product_is_refused()
    {
        var model = new Sequential([new Input([3, 4]), new GRU(new GRUConfig { Units = 2, ResetAfter = false })]);
        Assert.Equal(
            "PyTorch's GRU applies its reset gate after the product with the recurrent kernel; the weights of"
            + " 'sequential/gru/gru_cell/kernel' are of a GRU with ResetAfter = false, which computes something else.",
            Assert.Throws<InvalidOperationException>(() => NameMap.PyTorch.Apply([], model, "f")).Message);
    }

    private static SourceArray[] Arrays(params (string Name, int[] Axes)[] tensors) => [.. tensors.Select(tensor =>
        new SourceArray(tensor.Name, tensor.Name, [.. tensor.Axes.Select(axis => (long)axis)], "F32", () => Tensor.Zeros(Shape.Create(tensor.Axes))))];

    private sealed record Case(string Name, NameMap Map, string Error, params (string Name, int[] Axes)[] Tensors);
}
