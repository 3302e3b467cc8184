using System.Text.Json;
using Lamina.Backends.Reference;
using Lamina.Graphs;
using Lamina.NN;
using Lamina.Ops;
using Lamina.Tests.Golden;

namespace Lamina.Tests.NN;

/// <summary>Eight steps of each optimizer, and its state after them, as Keras made them.</summary>
public sealed class OptimizerGoldenTests
{
    private const string Absent = "optimizers.json";

    // What belongs to a training loop rather than to a step is tested with the loop.
    private static readonly string[] OfTheLoop = ["use_ema", "gradient_accumulation_steps"];

    private static readonly Lazy<IReadOnlyDictionary<string, JsonElement>?> File =
        new(() => GoldenFolder.Cases("optimizers.json"));

    public static TheoryData<string> Ids =>
        [.. File.Value?.Where(pair => IsHere(pair.Value)).Select(pair => pair.Key) ?? [Absent]];

    [SkippableTheory, MemberData(nameof(Ids))]
    public void Steps_and_state_are_those_of_Keras(string id)
    {
        Skip.If(id == Absent, GoldenFolder.WhyAbsent);
        var c = File.Value![id];
        var weights = c.GetProperty("variable_names").EnumerateArray()
            .Zip(c.GetProperty("initial").EnumerateArray(), (name, value) => Weight(name.GetString()!, value)).ToArray();
        var state = new OptimizerState(Create(c), weights);
        var updates = state.Apply([.. weights.Select((w, i) => new Parameter(w.Value.Type, $"g{i}", i).Of())]);
        var graph = new Graph([], updates);
        var expected = c.GetProperty("expected_after_step").EnumerateArray().ToArray();
        foreach (var (step, gradients) in c.GetProperty("gradients").EnumerateArray().Index())
        {
            Run(graph, [.. gradients.EnumerateArray().Select(g => g.Numbers())]);
            foreach (var (i, weight) in weights.Index())
            {
                Near.Assert(
                    expected[step][i].Numbers(), Values(weight), Near.Step, $"{weight.Path} after step {step + 1}");
            }
        }

        AssertState(c.GetProperty("state_after"), state);
    }

    private static void AssertState(JsonElement expected, OptimizerState state)
    {
        Assert.Equal(
            expected.EnumerateArray().Select(slot => AfterSlash(slot.GetProperty("path").GetString()!)),
            state.Variables.Select(slot => AfterSlash(slot.Path)));
        foreach (var (slot, variable) in expected.EnumerateArray().Zip(state.Variables))
        {
            Near.Assert(slot.GetProperty("value").Numbers(), Values(variable), Near.Step, variable.Path);
        }
    }

    private static bool IsHere(JsonElement c) =>
        c.GetProperty("class").GetString() is "SGD" or "RMSprop" or "Adam" or "AdamW"
        && c.GetProperty("config") is var config
        && !OfTheLoop.Any(name => config.TryGetProperty(name, out _))
        && !(config.TryGetProperty("learning_rate", out var rate) && rate.ValueKind == JsonValueKind.Object);

    private static Optimizer Create(JsonElement c)
    {
        var config = c.GetProperty("config");
        double Number(string name, double otherwise) => config.Optional(name) ?? otherwise;
        var kind = Optimizer.Get(c.GetProperty("class").GetString()!);
        Optimizer optimizer = kind switch
        {
            SGD => new SGD { Momentum = Number("momentum", 0), Nesterov = config.Flag("nesterov") },
            RMSprop => new RMSprop
            {
                Rho = Number("rho", 0.9),
                Momentum = Number("momentum", 0),
                Epsilon = Number("epsilon", 1e-7),
                Centered = config.Flag("centered"),
            },
            Adam adam => adam with
            {
                Beta1 = Number("beta_1", 0.9),
                Beta2 = Number("beta_2", 0.999),
                Epsilon = Number("epsilon", 1e-7),
                AmsGrad = config.Flag("amsgrad"),
            },
            _ => throw new NotSupportedException(kind.Name),
        };
        return optimizer with
        {
            LearningRate = Number("learning_rate", kind.LearningRate),
            WeightDecay = config.Optional("weight_decay") ?? kind.WeightDecay,
            ClipNorm = config.Optional("clipnorm"),
            ClipValue = config.Optional("clipvalue"),
            GlobalClipNorm = config.Optional("global_clipnorm"),
            LossScaleFactor = config.Optional("loss_scale_factor"),
            ExcludeFromWeightDecay =
                [.. c.GetProperty("exclude_from_weight_decay_var_names").EnumerateArray().Select(x => x.GetString()!)],
        };
    }

    private static Variable Weight(string name, JsonElement value)
    {
        var weight = new Variable(name, name, value.Shape(), DType.Float32, trainable: true);
        Array.ConvertAll(value.Numbers(), x => (float)x).CopyTo(weight.Floats);
        return weight;
    }

    private static void Run(Graph graph, double[][] gradients)
    {
        var values = ReferenceBackend.Evaluate(graph.Nodes, gradients);
        foreach (var update in graph.Updates)
        {
            var value = values[update.Value.Node];
            if (update.Variable.DType == DType.Int32)
            {
                Array.ConvertAll(value, x => (int)x).CopyTo(update.Variable.Ints);
            }
            else
            {
                Array.ConvertAll(value, x => (float)x).CopyTo(update.Variable.Floats);
            }
        }
    }

    private static double[] Values(Variable variable) => Array.ConvertAll(variable.ToArray(), x => (double)x);

    private static string AfterSlash(string path) => path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
