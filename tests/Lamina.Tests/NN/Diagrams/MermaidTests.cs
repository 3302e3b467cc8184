using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class MermaidTests
{
    [Fact]
    public void A_chain_is_written_out()
    {
        const string Expected = """
            flowchart TB
                n0["input_layer (InputLayer)<br/>(None, 784)"]
                n1["hidden (Dense · relu)<br/>(None, 128)<br/>100,480 params"]
                n2["dropout (Dropout)<br/>(None, 128)"]
                n3["logits (Dense)<br/>(None, 10)<br/>1,290 params"]
                n0 --> n1
                n1 --> n2
                n2 --> n3

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\n"), DiagramModels.Chain().ToMermaid());
    }

    [Fact]
    public void Shared_and_frozen_layers_are_one_node_each()
    {
        var text = DiagramModels.Branches().ToMermaid(new() { ShowShapes = false, ShowLayerActivations = false, Rankdir = DiagramDirection.LeftToRight });
        const string Expected = """
            flowchart LR
                n0["left (InputLayer)"]
                n1["right (InputLayer)"]
                n2["shared (Dense)<br/>136 params"]
                n3["joined (Add)"]
                n4["deep_1 (Dense)<br/>576 params"]
                n5["deep_2 (Dense)<br/>520 params"]
                n6["skip (Add)"]
                n7["score (Dense)<br/>9 params"]
                n8["frozen (Dense)<br/>72 params · frozen"]
                n9["class (Dense)<br/>27 params"]
                n0 --> n2
                n1 --> n2
                n2 --> n3
                n2 --> n3
                n3 --> n4
                n4 --> n5
                n5 --> n6
                n2 --> n6
                n6 --> n7
                n6 --> n8
                n8 --> n9
                classDef frozen stroke-dasharray: 4 3
                class n8 frozen

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void Nested_models_are_subgraphs_when_expanded()
    {
        const string Expected = """
            flowchart TB
                n0["InputLayer<br/>float32"]
                n1["InputLayer<br/>float32"]
                subgraph n2["Sequential"]
                    n3["Dense<br/>float32<br/>20 params · trainable"]
                    n4["Dense<br/>float32<br/>20 params · trainable"]
                end
                n5["Add<br/>float32"]
                n0 --> n3
                n3 --> n4
                n1 --> n3
                n4 --> n5
                n4 --> n5

            """;
        var options = new DiagramOptions { ExpandNested = true, ShowDtype = true, ShowShapes = false, ShowLayerNames = false, ShowTrainable = true };
        Assert.Equal(Expected.ReplaceLineEndings("\n"), DiagramModels.SharedTower().ToMermaid(options));
        Assert.DoesNotContain("subgraph", DiagramModels.SharedTower().ToMermaid(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_cannot_become_markup()
    {
        var line = DiagramModels.Strange().ToMermaid().Split('\n')[2];
        Assert.Equal(
            "    n1[\"a#34;b#60;c#62;#38;'d#96;#35;#59;#91;x#93; #93;#93;#62; 日本 (Dense)<br/>(None, 3)<br/>9 params\"]", line);
    }

    [Fact]
    public void A_model_that_is_not_built_has_no_picture()
    {
        var model = new Sequential([new Dense(2)]);
        Assert.Contains("is not built", Assert.Throws<InvalidOperationException>(() => model.ToMermaid()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => model.ToSvg());
    }
}
