using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Tests.Graphs;

public sealed class GraphTests
{
    private static Tensor Input(int position) =>
        new Parameter(new TensorType([2], DType.Float32), $"x{position}", position).Of();

    [Fact]
    public void Nodes_stand_behind_their_inputs_and_once_each()
    {
        var x = Input(0);
        var y = x.Exp();
        var graph = new Graph([y * y + x, y]);
        var places = graph.Nodes.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        Assert.Equal(4, graph.Nodes.Length);
        Assert.All(graph.Nodes, node =>
            Assert.All(node.Inputs, input => Assert.True(places[input.Node] < places[node])));
    }

    [Fact]
    public void Holds_only_what_its_roots_need()
    {
        var x = Input(0);
        _ = x.Tanh();
        Assert.Equal(["Parameter(x0)", "Exp"], new Graph([x.Exp()]).Nodes.Select(node => node.Op.Name));
    }

    [Fact]
    public void Parameters_are_ordered_by_position()
    {
        var graph = new Graph([Input(2) + Input(0)]);
        Assert.Equal([0, 2], graph.Parameters.Select(node => ((Parameter)node.Op).Position));
    }

    [Fact]
    public void Updates_and_checks_are_roots()
    {
        var variable = new Variable("w", "w", [2], DType.Float32, trainable: true);
        var x = Input(0);
        var graph = new Graph([], [new Update(variable, variable + x)], [x.Sum()]);
        Assert.Contains(graph.Nodes, node => node.Op is Add);
        Assert.Contains(graph.Nodes, node => node.Op is Sum);
    }

    [Fact]
    public void Users_lists_a_node_for_each_use()
    {
        var x = Input(0);
        var y = x + x;
        Assert.Equal([y.Node, y.Node], new Graph([y]).Users()[x.Node]);
    }

    [Fact]
    public void Order_of_a_chain_of_a_hundred_thousand_nodes_needs_no_stack()
    {
        var y = Input(0);
        for (var i = 0; i < 100_000; i++)
        {
            y = new Negate().Of(y);
        }

        Assert.Equal(100_001, new Graph([y]).Nodes.Length);
    }
}
