using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class SummaryTests
{
    private const int Narrow = 80;
    private const int Wide = 200;

    private static readonly SummaryCase[] Table =
    [
        new("sequential_mlp", SequentialMlp, SummaryTexts.SequentialMlp),
        new("sequential_named, 120 wide", SequentialNamed, SummaryTexts.SequentialNamedAt120) { LineLength = 120 },
        new("normalization_layer", NormalizationLayer, SummaryTexts.NormalizationLayer),
        new("frozen_layer", FrozenLayer, SummaryTexts.FrozenLayer),
        new("frozen_layer, trainable", FrozenLayer, SummaryTexts.FrozenLayerShowTrainable) { ShowTrainable = true },
        new("compiled_adam, wide", CompiledAdam, SummaryTexts.CompiledAdamWide) { Columns = Wide },
        new("compiled_untrained", CompiledUntrained, SummaryTexts.CompiledUntrained),
        new("functional", TwoInTwoOut, SummaryTexts.Functional2in2out),
        new("functional, trainable", TwoInTwoOut, SummaryTexts.Functional2in2outShowTrainable) { ShowTrainable = true },
        new("functional, 120 wide", TwoInTwoOut, SummaryTexts.Functional2in2outAt120) { LineLength = 120 },
        new("not built", static () => new Sequential([new Dense(2), new Dropout(0.5)]), Unbuilt),
        new("nested", Nested, NestedText) { LineLength = 60 },
        new("nested, expanded", Nested, ExpandedText) { LineLength = 60, ExpandNested = true },
        new("shared", Shared, SharedText) { LineLength = 80 },
    ];

    private const string Unbuilt = """
        Model: "sequential"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━┓
        ┃ Layer (type)                    ┃ Output Shape           ┃       Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━┩
        │ dense (Dense)                   │ ?                      │   0 (unbuilt) │
        ├─────────────────────────────────┼────────────────────────┼───────────────┤
        │ dropout (Dropout)               │ ?                      │   0 (unbuilt) │
        └─────────────────────────────────┴────────────────────────┴───────────────┘
         Total params: 0 (0.00 B)
         Trainable params: 0 (0.00 B)
         Non-trainable params: 0 (0.00 B)

        """;

    private const string NestedText = """
        Model: "outer"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━┓
        ┃ Layer (type)             ┃ Output Shape      ┃   Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━┩
        │ inner (Sequential)       │ (None, 2)         │        23 │
        ├──────────────────────────┼───────────────────┼───────────┤
        │ dense (Dense)            │ (None, 1)         │         3 │
        └──────────────────────────┴───────────────────┴───────────┘
         Total params: 26 (104.00 B)
         Trainable params: 26 (104.00 B)
         Non-trainable params: 0 (0.00 B)

        """;

    private const string ExpandedText = """
        Model: "outer"
        ┏━━━━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━┓
        ┃ Layer (type)             ┃ Output Shape      ┃   Param # ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━┩
        │ inner (Sequential)       │ (None, 2)         │        23 │
        ├──────────────────────────┼───────────────────┼───────────┤
        │    └ dense (Dense)       │ (None, 3)         │        15 │
        ├──────────────────────────┼───────────────────┼───────────┤
        │    └ dense_1 (Dense)     │ (None, 2)         │         8 │
        ├──────────────────────────┼───────────────────┼───────────┤
        │ dense (Dense)            │ (None, 1)         │         3 │
        └──────────────────────────┴───────────────────┴───────────┘
         Total params: 26 (104.00 B)
         Trainable params: 26 (104.00 B)
         Non-trainable params: 0 (0.00 B)

        """;

    private const string SharedText = """
        Model: "functional"
        ┏━━━━━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━┳━━━━━━━━━━━━━┳━━━━━━━━━━━━━━━━━━━━┓
        ┃ Layer (type)          ┃ Output Shape      ┃     Param # ┃ Connected to       ┃
        ┡━━━━━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━╇━━━━━━━━━━━━━╇━━━━━━━━━━━━━━━━━━━━┩
        │ input_layer           │ (None, 4)         │           0 │ -                  │
        │ (InputLayer)          │                   │             │                    │
        ├───────────────────────┼───────────────────┼─────────────┼────────────────────┤
        │ dense (Dense)         │ (None, 4)         │          20 │ input_layer[0][0], │
        │                       │                   │             │ dense[0][0]        │
        ├───────────────────────┼───────────────────┼─────────────┼────────────────────┤
        │ dense_1 (Dense)       │ (None, 1)         │           5 │ dense[1][0]        │
        └───────────────────────┴───────────────────┴─────────────┴────────────────────┘
         Total params: 25 (100.00 B)
         Trainable params: 25 (100.00 B)
         Non-trainable params: 0 (0.00 B)

        """;

    public static TheoryData<string> Cases => new(Table.Select(c => c.Name));

    [Theory, MemberData(nameof(Cases))]
    public void Summary_is_the_text_that_Keras_prints(string name)
    {
        var c = Array.Find(Table, c => c.Name == name)!;
        var text = c.Make().Summary(c.LineLength, new SummaryOptions(c.ShowTrainable, c.ExpandNested), c.Columns);
        Assert.Equal(c.Expected.ReplaceLineEndings("\n"), text);
    }

    [Fact]
    public void Summary_refuses_a_line_too_short_for_its_columns() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SequentialMlp().Summary(lineLength: 20));

    private static Sequential SequentialMlp() =>
        new([new Input(4), new Dense(8, "relu"), new Dense(6, "tanh"), new Dense(3, "softmax")]);

    private static Sequential SequentialNamed() => new(
        [
            new Input(4), new Dense(new DenseConfig { Units = 5, Name = "hidden" }),
            new Dropout(new DropoutConfig { Rate = 0.3, Name = "drop" }), new Dense(new DenseConfig { Units = 1, Name = "out" }),
        ],
        "my_model");

    private static Sequential NormalizationLayer() => new([new Input(3), new Normalization(), new Dense(2)]);

    private static Sequential FrozenLayer() => new(
        [new Input(4), new Dense(new DenseConfig { Units = 5, Trainable = false }), new BatchNormalization(), new Dense(2)]);

    private static Sequential CompiledUntrained()
    {
        var model = new Sequential([new Input(3), new Dense(2)]);
        model.Compile(new Adam(), "mse");
        return model;
    }

    private static Sequential CompiledAdam()
    {
        var model = new Sequential([new Input(4), new Dense(6, "relu"), new Dense(1)]);
        model.Compile(new Adam(), "mse");
        model.Fit(Tensor.Zeros([2, 4]), Tensor.Zeros([2, 1]), verbose: 0);
        return model;
    }

    private static Model TwoInTwoOut()
    {
        Input a = new(InputNamed("a", 4)), b = new(InputNamed("b", 3));
        var cat = new Join("Concatenate", "cat", 9).Apply([Named("da", 5).Apply(a), Named("db", 4).Apply(b)])[0];
        var skip = new Join("Add", "skip", 9).Apply([Named("dc", 9).Apply(cat), cat])[0];
        var model = new Model([a, b], [Named("reg", 1).Apply(skip), Named("cls", 3).Apply(skip)], "two_in_two_out");
        model.Compile(new Adam(), ["mse", "mse"]);
        model.Fit([Tensor.Zeros([2, 4]), Tensor.Zeros([2, 3])], [Tensor.Zeros([2, 1]), Tensor.Zeros([2, 3])], verbose: 0);
        return model;

        static InputConfig InputNamed(string name, int axis) => new() { Name = name, BatchShape = [Shape.Unknown, axis] };

        static Dense Named(string name, int units) => new(new DenseConfig { Name = name, Units = units });
    }

    private static Sequential Nested()
    {
        var inner = new Sequential([new Input(4), new Dense(3), new Dense(2)], "inner");
        return new Sequential([new Input(4), inner, new Dense(1)], "outer");
    }

    private static Model Shared()
    {
        var input = new Input(4);
        var twice = new Dense(4);
        return new Model([input], [new Dense(1).Apply(twice.Apply(twice.Apply(input)))]);
    }

    private sealed record JoinConfig : LayerConfig;

    /// <summary>A layer of two inputs under any class name; what it computes does not matter here.</summary>
    private sealed class Join(string className, string name, int width) : Layer(new JoinConfig { Name = name })
    {
        public override string KerasName => className;

        public override LayerConfig GetConfig() => new JoinConfig();

        protected override void Build(IReadOnlyList<Shape> inputs)
        {
        }

        protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
            [inputs.Aggregate(Tensor.Zeros([1, width]), (sum, x) => sum + x.Mean(-1, keepDims: true))];
    }

    private sealed record SummaryCase(string Name, Func<Model> Make, string Expected)
    {
        public int? LineLength { get; init; }

        public bool ShowTrainable { get; init; }

        public bool ExpandNested { get; init; }

        public int Columns { get; init; } = Narrow;
    }
}
